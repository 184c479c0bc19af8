"""When something changed below folders of logs: looked at now and then, since not every file system tells."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

State = frozenset[tuple[str, int, int]]
"""Every file below some places: its path, its size, and when it was written, in nanoseconds."""


def follow(
    places: Sequence[Path],
    load: Callable[[], bool],
    seconds: float,
    wait: Callable[[float], bool | None] = time.sleep,
    patience: float = 0.0,
) -> None:
    """Load at first, then whenever anything changed below the places, at most once in so many seconds.

    ``load`` says whether it succeeded; if not, it is called again though nothing else changes, more and more seldom
    where there is ``patience``: the seconds between two tries at most. What changes during a load is a change of its
    own. A place that is gone for a while has no files. It ends when ``wait`` says so.
    """
    loaded: State | None = None
    pause = seconds
    while True:
        found = state(places)
        if found != loaded:
            is_done = load()
            loaded = found if is_done else None
            pause = seconds if is_done else min(2 * pause, max(patience, seconds))
        if wait(pause):
            return


def state(places: Sequence[Path]) -> State:
    """What lies below the places now."""
    return frozenset(fact for place in places for fact in _facts(str(place)))


def _facts(place: str) -> Iterator[tuple[str, int, int]]:
    """What a file is, and all files of a folder; of two folders that lead into each other, each once."""
    waiting = [place]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as entries:
                listed = list(entries)
        except NotADirectoryError:
            yield from _fact(path)
            continue
        except OSError:
            # It went away between two looks; the next look sees what is there then.
            continue
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield from _fact(entry.path)


def _fact(path: str) -> Iterator[tuple[str, int, int]]:
    """What a file is; nothing of one that is gone, or of a link that leads nowhere, which hides no other."""
    try:
        about = Path(path).stat()
    except OSError:
        return
    yield path, about.st_size, about.st_mtime_ns
