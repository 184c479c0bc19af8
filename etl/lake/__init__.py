"""A lake: the exports of many people as Parquet files, settled in buckets of accounts on as many cores as there are.

What it holds is what one `etl load` of all its exports, in the order they came, would make; so its state follows from
its exports alone, and what was settled before is settled anew only where an export of its bucket is new.

    generation   where everything lies, and which files are the current ones: the last thing that is written
    views        v1 over a generation, for Spark and Sail            dialect.py: their words for a query
"""
