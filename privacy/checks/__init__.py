"""The checks. Each takes the text as `privacy.normal` reads it and yields what it finds, with offsets in that reading."""
