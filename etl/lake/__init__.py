"""A lake: the exports of many people as Parquet files, settled in buckets of accounts on as many cores as there are.

What it holds is what one `etl load` of all its exports, in the order they came, would make; so its state follows from
its exports alone, and what was settled before is settled anew only where an export of its bucket is new.

    load          all stages on one screen: read it first     here.py, spark.py: who does the work
    plan          paths -> the exports that the lake lacks     folder.py: whose the folder is to change
    raw           one export -> Parquet files, a row of the manifest (manifest.py)
    pieces        an export that is too large to be one task's
    buckets       which accounts are settled together, and which buckets are no longer as they were
    division      which accounts are settled in parts, and what that leaves to be decided between them
    settle        one bucket -> core tables, by the statements of every load
    copies        the only step across accounts: who counts what several have; then the requests that this decides
    whole         the tables of the whole lake
    renew         all that follows from what is under raw/, in a next generation (following.py)
    generation    where everything lies, and which files are the current ones: the last thing that is written
    database      views over a lake, or a database of it         tables.py: which core tables are files where
    views         v1 over a generation, for Spark and Sail     dialect.py: their words for a query
    tidy          what nobody reads any more
"""
