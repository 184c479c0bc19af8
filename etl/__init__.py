"""chatlake: a person's chat history as one DuckDB file.

    load:  blocks of whole conversations <- archive, split
           batches  = map(extract, blocks)      read -> flatten -> count -> Arrow
           next     = build(previous, batches, seeds, state)
           publish(next)

Start with pipeline/load.py: it holds the whole pipeline on one screen.
"""

__version__ = "0.1.0"
