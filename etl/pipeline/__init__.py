"""What etl load does, from paths to a published database. Read load.py first."""
