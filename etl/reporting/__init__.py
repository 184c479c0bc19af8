"""Answers from the versioned views: tables, charts, one HTML page of all of them, and a notebook. Writes no database.

In: a database file, what is asked of it (queries/) and filters. Out: text, SVG or HTML, which a command prints and the
web app serves. Read reports/run.py first: a report is a file of queries/, answered as a Table. formats/ turns a Table
into text, charts/ rows into pictures, html/ puts every chart and report on one page, and notebook.py copies or runs
queries/usage.ipynb. sql/ is the one door for what a user asks in SQL. Colours of a chart are in charts/theme.py, a
terminal's in formats/terminal/palette.py, the page's in html/page.css. What no text may bring to either is in
controls.py, what should not be passed on with one in redact.py. How the rows got into the database is unknown here:
nothing of extract, transform or pipeline is imported.
"""
