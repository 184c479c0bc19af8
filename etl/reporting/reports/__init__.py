"""Answers: what queries/ asks of the versioned views, and what the user asks in SQL. Never writes.

Read run.py first.
"""
