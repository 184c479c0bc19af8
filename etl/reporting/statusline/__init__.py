"""One line about the session at hand, for the status line that Claude Code shows: quick, and never a failure.

In: the JSON that its hook hands over, the session's own log, the database. Out: a line. Read line.py first.
"""
