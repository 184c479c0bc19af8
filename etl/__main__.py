"""The command etl as a process, also ``python -m etl``: when all is said and done, it leaves at once.

Python would take its time to free every object, of which a load has made millions: a seventh of a small load's time.
So would its collector of cycles, which goes through all modules a few times while they are being imported.
"""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress

from etl.commands.cli import main

_YOUNG = 100_000
"""Objects made until the collector looks at them: more than a command's imports make."""


def run() -> None:
    """Run the command, then end this process with its exit status."""
    gc.set_threshold(_YOUNG)
    try:
        main()
    except SystemExit as end:
        _leave(end.code or 0)
        raise


def _leave(status: object) -> None:
    """End this process, its files written and what was registered for the end done; returns where that is not safe.

    It is not while another thread runs, nor where output that cannot be written must be complained about.
    """
    if not isinstance(status, int) or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    with suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(status)


if __name__ == "__main__":
    run()
