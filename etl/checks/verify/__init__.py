"""An export against the database: is every message of it there, with every character of its text?

Reads the export again in the plainest way, with ijson alone, and shares nothing with what load does to it: neither
blocks, nor rows, nor batches. A provider is asked only what a conversation should come to (its ``expected``).
Read verify.py first.
"""
