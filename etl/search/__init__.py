"""A question in words -> the chats that answer it, best first.

    question   what a person typed -> terms and filters, the grammar of every search of ours
    index/     chats.search.sqlite beside the database: every word of every message, made by a load, never needed
    scan       the same answer from the database alone, where there is no index that fits it
    find       the answer: from the index or the scan, filtered and ranked
    hits       what is shown of the chats that were found, read from the database
    snippets   what is said around the words that were found
    rows       the same as rows that SQL asks by search('words')
    nearest    the words that occur and are most like one that does not

Read find.py first. The index holds words and places, no text: what is shown is read from the database.
"""
