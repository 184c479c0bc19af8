"""The DuckDB file: its schema, its template, how the next version is built, priced and published."""
