"""Pictures in the characters of a terminal: a year of days, and models with their trend; palette.py has the colours."""
