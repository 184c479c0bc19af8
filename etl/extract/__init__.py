"""Exports -> parsed conversations, in bounded memory. Knows no provider, trusts nothing, unpacks only zips within zips.

In: the paths that the user gave: zips, folders, .json and .jsonl files. Out: readings; each has the conversations of
one block as plain Python objects, with the digests of their bytes, and an issue for whatever could not be read.

    archive   paths -> exports, each a list of named byte streams    exports() in archive/__init__.py
    documents files that are one value, as streams of the conversations in them    as_lines() in documents/lines.py
    split     byte stream -> blocks of whole conversations           blocks() in split/splitter.py
    parse     block -> parsed conversations                          Reader in parse/reader.py

Read archive/__init__.py first, then the others in this order.
"""
