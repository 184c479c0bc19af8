"""A log of operations, replayed: the state that it begins with, and every change of it."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items

_MOST = 1 << 20
"""Places of a list that a change may go to: more has only what is damaged."""


def replayed(rows: list[Any]) -> tuple[Raw, int]:
    """The chat in the end, and how many changes could not be made."""
    state: dict[str, Any] = {"": {}}
    failed = 0
    for row in rows:
        if not isinstance(row, dict):
            continue
        kind, path = row.get("kind"), [*items(row.get("k"))]
        if kind == 0:
            state[""] = _copy(row.get("v")) if isinstance(row.get("v"), dict) else {}
        elif kind in (1, 2, 3) and path:
            failed += not _change(state[""], path, row)
        else:
            failed += 1
    return state[""], failed


def _change(state: Any, path: list[Any], row: dict[str, Any]) -> bool:
    for key in path[:-1]:
        state = _at(state, key)
        if not isinstance(state, dict | list):
            return False
    key, value = path[-1], _copy(row.get("v"))
    if row["kind"] == 2:
        return _push(state, key, value, row.get("i"))
    if row["kind"] == 3:
        if isinstance(state, dict) and isinstance(key, str):
            state.pop(key, None)
        return isinstance(state, dict)
    return _set(state, key, value)


def _at(state: Any, key: Any) -> Any:
    if isinstance(state, dict) and isinstance(key, str):
        return state.get(key)
    is_place = isinstance(state, list) and type(key) is int and 0 <= key < len(state)
    return state[key] if is_place else None


def _set(state: Any, key: Any, value: Any) -> bool:
    if isinstance(state, dict) and isinstance(key, str):
        state[key] = value
        return True
    if isinstance(state, list) and type(key) is int and 0 <= key <= min(len(state), _MOST):
        state[key : key + 1] = [value]
        return True
    return False


def _push(state: Any, key: Any, value: Any, first: Any) -> bool:
    """Put values at the end of a list; from a place on, where one is named, in the stead of what is there."""
    held = _at(state, key)
    if held is None and not _set(state, key, held := []):
        return False
    if not isinstance(held, list):
        return False
    if type(first) is int and 0 <= first <= len(held):
        del held[first:]
    held += value if isinstance(value, list) else [] if value is None else [value]
    return True


def _copy(value: Any) -> Any:
    """What is changed later must not change what was read. Without recursion: it may be nested deeply."""
    top: list[Any] = []
    waiting: list[tuple[Any, Any]] = [([value], top)]
    while waiting:
        held, copied = waiting.pop()
        for name, one in held.items() if isinstance(held, dict) else enumerate(held):
            made = {} if isinstance(one, dict) else [] if isinstance(one, list) else one
            if isinstance(copied, dict):
                copied[name] = made
            else:
                copied.append(made)
            if isinstance(one, dict | list):
                waiting.append((one, made))
    return top[0]
