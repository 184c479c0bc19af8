"""The words of a database, in a file beside it: SQLite FTS5 without the texts."""
