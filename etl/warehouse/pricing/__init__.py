"""Stored messages and reference data -> core.requests, one row a billed generation, with what it would cost.

Read requests.py first: it runs the steps, which lie in sql/pricing. Which model a name means is chosen in
name_models.sql, its prices of the day and of the tier in named.sql, and what they make of the tokens in requests.sql.
How much of a prompt a cache holds is in prompt_cache.py, pictures in images.py; reference.py brings our figures and
the user's. price_check.py holds our figures against the lists of others, which price_lists.py reads.
"""
