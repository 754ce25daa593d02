"""Writing one source's rows into the tables. `vocabulary.actions.load_source` calls these inside a transaction."""
