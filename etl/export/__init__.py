"""Getting data out: conversations as pages or lines, and views as files. Reads the versioned views only.

In: a database, and a choice of conversations or of a view. Out: files, whole or not at all. Read chats.py first: it
asks query.py for the chosen conversations, lets selection.py keep or count each message, and has them written by
markdown/ (a page), records.py (a line of JSON, rows of CSV) or training.py (pairs of question and answer). names.py
and folder.py tell where a page goes; views.py writes views as they are. backfill/ fills the database of another tool.
"""
