"""What etl load does, from paths to a published database.

In: the paths that the user gave, and what they chose (options.py). Out: a database, Parquet files for a lake, or only
the numbers of what would have been stored.

    sources   exports -> whose each is, what it tells beside its conversations    blocks.py: its members as blocks
    intake    sources -> tasks, their results in order, summed up in sums.py      workers.py: who works on them
              travel.py: how tasks get to them, results back                  slots.py: where their bytes lie
              log_folders.py: where agents keep their logs                        files_read.py: which need no reading
              recognition.py: what a file of any name holds                       accounts.py: whose the user says it is
    spool     where the small tables wait while the big one is stored
    tally     what came in, in numbers, as the next database is told it
    load      all of it, into the next database     parquet.py (files: parts.py) and dry_run.py: past the database

Read load.py first: the whole pipeline on one screen. options.py also settles how many processes and how much memory a
load takes, which lean_arrow.py keeps small.
"""
