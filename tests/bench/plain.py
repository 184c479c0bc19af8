"""The command etl as if the extra ``fast`` were not installed: python -m tests.bench.plain load EXPORT …"""

import sys

sys.modules["toktok"] = None  # type: ignore[assignment]

if __name__ == "__main__":
    from etl.__main__ import run

    run()
