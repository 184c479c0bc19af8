"""Every leaf of a source, and the same source with one of them changed: to see what a provider leaves out."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.transform.providers import Provider
from tests.transform.providers.provider_rows import lines

MARK = "qxmarkq"
_BY_ID = ["history", "messages"]
Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The texts and numbers in a value, each with its path."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in below:
        yield from leaves(one, (*path, name))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield path, value


def objects(value: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects in a value, each with its path."""
    if isinstance(value, dict):
        yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in below:
        yield from objects(one, (*path, name))


def changed(value: Any, path: Path, new: Any) -> Any:
    """The value with another one at a path; what is not on the way there is shared."""
    if not path:
        return new
    first: Any = path[0]
    copy: Any = {**value} if isinstance(value, dict) else [*value]
    copy[first] = changed(value[first], path[1:], new)
    return copy


def named(path: Path) -> str:
    """A path without places in lists and in objects whose names are ids."""
    told = [one for one in path if isinstance(one, str)]
    ids = {place + 1 for place, one in enumerate(told) if one == "mapping" or told[place - 1 : place + 1] == _BY_ID}
    return ".".join(one for place, one in enumerate(told) if place not in ids)


def marked(value: Any) -> Any:
    """Another value of the same kind, a text with a word that stands nowhere else."""
    return f"{value} {MARK}" if isinstance(value, str) else value + 7


def outcome(provider: Provider, raw: Any) -> list[str]:
    """Everything that comes of a conversation: rows, notes, drops, fields that nobody knows."""
    return lines(provider.flatten(raw), provider.KNOWN)


def declared(told: Mapping[str, str]) -> set[str]:
    """The ends of paths that are told by reason, with spaces between them."""
    return {one for names in told.values() for one in names.split()}


def is_among(name: str, told: Mapping[str, str]) -> bool:
    """Is this path, or what it ends with, one of those declared? One that begins with ^. is a whole path."""
    dotted, ends = f"^.{name}", declared(told)
    return dotted in ends or any(dotted.endswith(f".{one}") for one in ends)
