"""What an export holds is untyped; these say what a value is worth to us, and never raise."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from etl.rows.types import Micros

_FIRST, _LAST = -62_135_510_400, 253_402_214_399
_MILLIS, _LATEST = 100_000_000_000, _LAST * 1_000_000
_LONE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_INT32, _INT64, _INFINITY = 2**31, 2**63, float("inf")


def micros(value: object) -> Micros | None:
    """A point in time, from seconds since 1970, a number as text, or ISO 8601 text (UTC if it names no zone).

    A number so large that its seconds would lie beyond the year 5138 counts milliseconds, or microseconds. None for
    anything else, and for times outside the years 1 to 9999.
    """
    kind = type(value)
    if kind is float or kind is int:
        if _MILLIS <= value <= _LATEST:  # type: ignore[operator]
            value = value / (1_000 if value < _MILLIS * 1_000 else 1_000_000)  # type: ignore[operator]
        return _of_seconds(value)  # type: ignore[arg-type]
    return _micros_of_text(value) if isinstance(value, str) else None


def text(value: object) -> str | None:
    """The value if it is text that says something, else None."""
    return value if type(value) is str and value else None


def flag(value: object) -> bool | None:
    """The value if it is true or false, else None."""
    return value if type(value) is bool else None


def decimal(value: object) -> float | None:
    """A finite number, also one written as text; else None."""
    if type(value) is not float:
        if type(value) is not int and type(value) is not str:
            return None
        try:
            value = float(value)
        except (ValueError, OverflowError):
            return None
    return value if -_INFINITY < value < _INFINITY else None


def whole(value: object) -> int | None:
    """A whole number that an INTEGER column can hold, also one written as text; else None."""
    return _whole(value, _INT32)


def long(value: object) -> int | None:
    """A whole number that a BIGINT column can hold, also one written as text; else None."""
    return _whole(value, _INT64)


def total(numbers: Iterable[int]) -> int | None:
    """The sum, if a BIGINT column can hold it, else None."""
    return _whole(sum(numbers), _INT64)


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Sequence[Any]:
    """The value if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else ()


def joined(value: object) -> str | None:
    """The texts of a list, with commas between them; a text by itself; else None."""
    if isinstance(value, list):
        return ",".join(str(part) for part in value if isinstance(part, str | int)) or None
    return text(value)


def as_json(value: object) -> str | None:
    """The value as JSON text; None if it is nested or long beyond what can be written."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except (RecursionError, TypeError, ValueError):
        return None


def from_json(source: object) -> Any:
    """What a JSON text holds, halves of surrogate pairs replaced; None if it is no JSON text (in UTF-8)."""
    if isinstance(source, bytes):
        source = source.decode("utf-8", "replace")
    if not isinstance(source, str):
        return None
    try:
        value = json.loads(source)
        if _LONE_ESCAPE.search(source):
            written = json.dumps(value, ensure_ascii=False)
            value = json.loads(written.encode("utf-8", "replace"))
    except (RecursionError, ValueError):
        return None
    return value


def _whole(value: object, limit: int) -> int | None:
    if type(value) is int:
        number = value
    else:
        parsed = decimal(value)
        if parsed is None:
            return None
        number = int(parsed)
    return number if -limit <= number < limit else None


def _of_seconds(value: float) -> Micros | None:
    return Micros(round(value * 1_000_000)) if _FIRST <= value <= _LAST else None


@lru_cache(maxsize=256)
def _micros_of_text(value: str) -> Micros | None:
    # A date is no number: asking costs as much as reading it. The blocks of a message mostly repeat their times.
    number = None if value[4:5] == "-" else decimal(value)
    if number is not None:
        return micros(number)
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    try:
        return _of_seconds(at.timestamp())
    except (OverflowError, ValueError):
        return None
