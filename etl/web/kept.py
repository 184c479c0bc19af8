"""What was found in a database once holds until another takes its place: its file is never changed, only replaced."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from etl.web.database import Desk, identity

T = TypeVar("T")

_MOST = 100
_found: dict[tuple[object, ...], object] = {}
_lock = Lock()


def kept(place: Desk, name: tuple[object, ...], find: Callable[[], T]) -> T:
    """What ``find`` gives, asked once for each file; ``name`` tells what it is."""
    file = identity(place.path)
    if file is None:
        return find()
    key = (str(place.path), *file, *name)
    with _lock:
        if key in _found:
            return _found[key]  # type: ignore[return-value]
    answer = find()
    with _lock:
        while len(_found) >= _MOST:
            del _found[next(iter(_found))]
        _found[key] = answer
    return answer
