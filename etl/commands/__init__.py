"""One file a command: parse, call one function, print. Heavy libraries are imported inside the commands.

In: what a user types. Out: results to stdout, everything else to stderr. Read load.py first.
"""
