"""The next database: made aside from the one that others read, then published in one step, or not at all.

with next_database(path, plan) as following:      lock, staging folder, what is known; refuses early
    ... fork workers, give them following.known_slices and known_versions ...
    following.begin()                             a copy of the current file, or a rebuilt or a new one
    following.insert("messages", batches)         one streaming insert a table
    outcome = following.finish(tally)             merge, derive, check, publish
"""
