"""Parsed conversations -> rows -> record batches. Knows no database, so any process may do it.

In: a task, one block of an export. Out: an extract: Arrow record batches by core table, and sums of what was odd.

    task.py      the unit of work: read, recognise, flatten, count, batch
    providers    a conversation as exported -> its rows; nothing else knows the formats    flatten() of each provider
    tree.py      ids and parents -> depth, branches, the shown path, of any provider's messages
    count        rows -> the same rows with tokens, contexts, code blocks, statistics      count() in count/__init__.py
    batches.py   rows -> record batches

Read task.py first, then providers/__init__.py, which says what a provider offers. What a message holds becomes rows in
providers/chatgpt/content.py (by content type), providers/claude/blocks.py (by block, also for Claude Code's logs),
providers/codex/items.py and providers/deepseek/fragments.py. Which branch is shown is decided in tree.py, from the node
that an export names; which columns --no-text leaves empty is WORDS of batches.py.
"""
