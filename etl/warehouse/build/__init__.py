"""The next database: made aside from the one that others read, then published in one step, or not at all.

with next_database(path, plan) as following:      staging: a lock and a folder; current, incremental: what is known
    ... fork workers, give them what is known, following.known(accounts) ...
    following.begin()                             begin: a copy of the current file, a rebuilt or a new one
    following.insert("messages", batches)         insert: one streaming statement a table
    outcome = following.finish(tally)             merge, derive, then publish: checked, and put in its place
"""
