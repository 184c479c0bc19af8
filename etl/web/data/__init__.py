"""What the web app reads: the database, and what was found in it."""
