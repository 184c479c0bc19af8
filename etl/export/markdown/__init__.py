"""A conversation as a page of Markdown. Read page.py first."""
