"""Elasticsearch at 7,724 and 200,000 entries, held against the same questions without a hub around it. `make bench-search`."""
