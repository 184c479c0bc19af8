"""How much work something is, in lines of Python that are run: the same on every machine, however busy it is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines(function: Callable[[], object]) -> int:
    """The lines that a function runs, its own and those of all it calls in this thread; each turn of a loop anew."""
    run, before = 0, sys.gettrace()

    def watch(_: FrameType, event: str, __: Any) -> Any:
        nonlocal run
        run += event == "line"
        return watch

    sys.settrace(watch)
    try:
        function()
    finally:
        sys.settrace(before)
    return run
