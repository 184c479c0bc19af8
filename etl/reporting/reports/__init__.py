"""Answers: what queries/ asks of the versioned views. Never writes.

Read run.py first.
"""
