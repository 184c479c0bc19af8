"""What the expectations of providers share that count in the plainest way."""

from typing import Any


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def characters(value: object) -> int | None:
    """The characters of a text that is one; None of all else."""
    return len(value) if isinstance(value, str) and value else None


def named(value: object) -> str | None:
    """A text that can be an id."""
    return value if isinstance(value, str) and value else None
