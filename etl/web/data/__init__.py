"""What the web app reads: the database, and what was found in it.

In: the database's path and the filters of a request. Out: rows, as dictionaries by column. Read database.py first:
everything opens the file through its Desk; filters.py says which conversations a page shows and an export
writes, searching.py which of them a question finds; chat.py reads one, pictures.py the pictures of its export.
"""
