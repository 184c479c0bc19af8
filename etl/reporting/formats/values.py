"""One value as text."""

import json
import math
import re
from datetime import date, datetime
from decimal import Decimal

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")

_quoted = json.JSONEncoder(ensure_ascii=False).encode


def safe(text: str) -> str:
    """A text on one line, without anything that moves a cursor."""
    return _UNSAFE.sub(" ", text)


def shown(value: object) -> str:
    """A value as people read it, on one line, without anything that moves a cursor."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case Decimal():
            return f"{value:,f}"
        case float():
            return f"{value:,.2f}"
        case datetime():
            return value.isoformat(" ", "seconds")
        case _:
            return safe(plain(value))


def plain(value: object) -> str:
    """A value as CSV holds it: exact, without thousands separators."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case list() | dict() | tuple():
            return literal(value)
        case _:
            return str(value)


def literal(value: object) -> str:
    """A value as JSON. A decimal keeps all its digits; what JSON has no word for is null."""
    match value:
        case None:
            return "null"
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return int.__repr__(value)
        case dict():
            items = (f"{_quoted(str(key))}: {literal(item)}" for key, item in value.items())
            return "{" + ", ".join(items) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case float():
            return json.dumps(value) if math.isfinite(value) else "null"
        case Decimal():
            return f"{value:f}"
        case _:
            return _quoted(plain(value))
