"""Ctrl-C while a database is made: remembered, for whatever is at work may swallow it, or make another error of it."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Heed = Callable[[], None]
"""Raises KeyboardInterrupt where Ctrl-C was pressed, perhaps long ago."""


@contextmanager
def remembered() -> Iterator[Heed]:
    """Within, Ctrl-C is raised as ever and remembered too: DuckDB 1.x goes on after it while it asks for rows.

    Whatever error ends it after Ctrl-C leaves as KeyboardInterrupt: a library may have failed for no other reason.
    Only a program's first thread hears of Ctrl-C; one that has its own way to hear of it keeps that.
    """
    pressed: list[int] = []

    def heed() -> None:
        if pressed:
            raise KeyboardInterrupt

    def remember(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.default_int_handler(number, frame)

    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield heed
        return
    signal.signal(signal.SIGINT, remember)
    try:
        yield heed
    except Exception:
        heed()
        raise
    finally:
        signal.signal(signal.SIGINT, before)
