"""Getting data out: conversations as pages or lines, and views as files. Reads the versioned views only.

In: a database and a selection. Out: files, whole or not at all. Read chats.py first.
"""
