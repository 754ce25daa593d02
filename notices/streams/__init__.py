"""Server-sent events: what changed, told to whoever is looking, within a second (docs/adr/0016-event-stream.md)."""
