"""A file for each command: parse, call one function, print. Heavy libraries are imported inside the commands.

In: what a user types. Out: results to stdout, everything else to stderr. Read load.py first; cli.py gathers the
commands and turns our errors into one line. Options, output, progress and refresh are what several share.
"""
