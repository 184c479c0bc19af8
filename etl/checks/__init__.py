"""Is everything as it should be: an export against the database, and the database itself."""
