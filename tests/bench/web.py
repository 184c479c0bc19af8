"""How long pages of the web app take over a database: python -m tests.bench.web big.duckdb"""

import sys
import time
from pathlib import Path
from statistics import median

from tests.web.web_cases import Web, started

PATHS = (
    "/",
    "/conversations",
    "/conversations?by=month&page=50",
    "/conversations?q=oven",
    "/api/search?q=oven",
    "/costs",
)


def main() -> None:
    """Print the first time and the median of five more, in milliseconds, of each page.

    First the overview asked for in the moment of the start, then all a second later, as a browser needs to open.
    """
    database = Path(sys.argv[1])
    with started(database) as (_, web):
        print(f"{'/':40} at once {_milliseconds(web, '/'):5.0f} ms")
    with started(database) as (_, web):
        time.sleep(1)
        for path in PATHS:
            first, *more = (_milliseconds(web, path) for _ in range(6))
            print(f"{path:40} first {first:6.0f} ms, then {median(more):6.0f} ms")


def _milliseconds(web: Web, path: str) -> float:
    begun = time.perf_counter()
    answer = web.ask(path)
    assert answer.status == 200, path
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
