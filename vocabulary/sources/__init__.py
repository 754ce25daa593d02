"""Parsers of the files that the vocabulary is loaded from: text in, plain values with line numbers out, no database."""
