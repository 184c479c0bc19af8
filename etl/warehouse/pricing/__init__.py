"""Stored messages and reference data -> core.requests, one row a billed generation, with what it would cost.

Read requests.py first; how much of a prompt a cache holds is in prompt_cache.py, pictures in images.py.
"""
