"""The one door for SQL of a user: for etl sql, for the web app, and for whoever else asks.

In: a database file and one statement as text. Out: its rows as values or as printed text, or a sentence why not. Read
runner.py first: it starts sandbox.py, a process that gives up all rights but to read the one database, and kills it
when it is late. There question.py asks, what judgement.py lets through, of a connection that it has locked. What a
statement searches by search('words') is found before it is asked, by the wing search.
"""
