"""What becomes of changes and of readers while Elasticsearch dies and comes back. `make chaos-search`, and a slow test."""
