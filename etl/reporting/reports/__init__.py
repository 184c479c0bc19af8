"""Answers: what queries/ asks of the versioned views. Never writes.

Read run.py first; reading.py is how many reports of one page share what they would all work out.
"""
