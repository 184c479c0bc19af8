"""What was found in a database once holds until another takes its place: its file is never changed, only replaced."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from etl.warehouse.file import identity
from etl.web.data.database import Desk

T = TypeVar("T")
Key = tuple[object, ...]

_MOST = 100
_NOT_YET = object()
_found: dict[Key, object] = {}
_turns: dict[Key, Lock] = {}
_lock = Lock()


def cached(place: Desk, name: Key, find: Callable[[], T]) -> T:
    """What ``find`` gives, asked once for each file, by whoever comes first; ``name`` tells what it is."""
    file = identity(place.path)
    if file is None:
        return find()
    key = (str(place.path), *file, *name)
    with _lock:
        turn = _turns.setdefault(key, Lock())
    with turn:
        if (answer := _found.get(key, _NOT_YET)) is _NOT_YET:
            answer = find()
            _keep(key, answer)
    return answer  # type: ignore[return-value]


def _keep(key: Key, answer: object) -> None:
    with _lock:
        while len(_found) >= _MOST:
            oldest = next(iter(_found))
            del _found[oldest], _turns[oldest]
        _found[key] = answer
