"""One SQL statement in a process of its own, which the system bounds: python -m etl.reporting.sql.sandbox.

A statement can take all memory and time of the process it runs in, whatever DuckDB's own limits say; so it gets one
that may be killed. Asked in JSON on stdin; answered on stdout, a line of JSON a piece, of which the last says so.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.errors import DatabaseError, EtlError
from etl.reporting.sql.answers import printed, values, without_folder
from etl.reporting.sql.bounds import Bounds, keep
from etl.reporting.sql.question import query

DEEP = 8_000
"""Levels that the tree of a statement may have; DuckDB's parser takes less."""


def answer(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pieces of an answer, or of its beginning, and then perhaps an error in a sentence."""
    try:
        table = query(Path(asked["database"]), asked["sql"], Bounds(**asked["bounds"]))
        if asked["form"] is None:
            yield values(table)
        else:
            yield from printed(table, asked["form"], asked["width"], asked["limit"])
    except EtlError as error:
        yield {"error": without_folder(str(error)), "is_of_database": isinstance(error, DatabaseError)}
    except RecursionError:
        yield {"error": "The statement is too deeply nested; ask it in steps."}
    except MemoryError:
        yield {"error": "The answer needs more memory than is given to one; ask for less."}


def main() -> None:
    """Say that we are there, and answer what stdin asks."""
    _say({})
    asked = json.load(sys.stdin)
    keep(Bounds(**asked["bounds"]))
    sys.setrecursionlimit(DEEP)
    for piece in answer(asked):
        _say(piece)
    _say({"is_over": True})
    # DuckDB's threads need not be waited for.
    os._exit(0)


def _say(piece: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(piece) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
