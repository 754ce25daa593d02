"""All writes of content beyond saving one page in the admin."""
