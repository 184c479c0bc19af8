"""The local web app: only for who holds the token, only on this machine.

In: requests to a port of this machine. Out: pages for people and JSON for programs, with our headers on each; changes
go into the state file, exports into the database by etl load. Read app.py first. Every request passes
security/guard.py before anything else looks at it: there its token is checked (Guard._unknown). Then pages and api
hold a module for each address, data reads the database, texts makes HTML of what was said, jobs does what takes longer
than a request, and questions.py asks what the user wrote, by the door of reporting/sql.
"""
