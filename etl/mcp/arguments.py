"""What an agent sent, as values within their bounds."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.errors import QueryError


@dataclass(frozen=True, slots=True)
class Parameter(ABC):
    """One argument of a tool: ``schema`` tells an agent of it in JSON Schema, ``value`` judges what was sent."""

    name: str
    about: str
    is_needed: bool = field(default=False, kw_only=True)
    default: object = field(default=None, kw_only=True)

    def schema(self) -> dict[str, Any]:
        known = {} if self.default is None else {"default": self.default}
        return {"description": self.about, **self._bounds(), **known}

    @abstractmethod
    def _bounds(self) -> dict[str, Any]: ...

    @abstractmethod
    def value(self, sent: object) -> object: ...


@dataclass(frozen=True, slots=True)
class Text(Parameter):
    """A text of one to ``longest`` characters."""

    longest: int
    is_needed: bool = field(default=True, kw_only=True)

    def _bounds(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}

    def value(self, sent: object) -> str:
        if not isinstance(sent, str) or not sent.strip() or len(sent) > self.longest:
            raise QueryError(f"{self.name} is a text of 1 to {self.longest:,} characters.")
        if "\0" in sent or any("\ud800" <= sign <= "\udfff" for sign in sent):
            raise QueryError(f"{self.name} is no text of Unicode without NUL; write it anew.")
        return sent


@dataclass(frozen=True, slots=True)
class Number(Parameter):
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int

    def _bounds(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def value(self, sent: object) -> int:
        if not isinstance(sent, int) or isinstance(sent, bool) or not self.least <= sent <= self.most:
            raise QueryError(f"{self.name} is a whole number from {self.least} to {self.most:,}.")
        return sent


@dataclass(frozen=True, slots=True)
class Day(Parameter):
    """A local day, as 2025-01-31."""

    def _bounds(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def value(self, sent: object) -> date:
        try:
            if isinstance(sent, str) and len(sent) == len("2025-01-31"):
                return date.fromisoformat(sent)
        except ValueError:
            pass
        raise QueryError(f"{self.name} is a day, as 2025-01-31.")


@dataclass(frozen=True, slots=True)
class Choice(Parameter):
    """One of some words."""

    words: tuple[str, ...]

    def _bounds(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}

    def value(self, sent: object) -> str:
        if not isinstance(sent, str) or sent not in self.words:
            raise QueryError(f"{self.name} is one of: {', '.join(self.words)}.")
        return sent


def schema(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The JSON Schema of all arguments of a tool."""
    told = list(parameters)
    needed = [one.name for one in told if one.is_needed]
    properties = {one.name: one.schema() for one in told}
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def settled(parameters: Iterable[Parameter], sent: Mapping[str, object]) -> dict[str, Any]:
    """The value of every argument; None and what is left out are the default.

    Raises QueryError for one that is not known, lacks, or lies out of its bounds. It never repeats what was sent.
    """
    known = {one.name: one for one in parameters}
    if sent.keys() - known.keys():
        raise QueryError(f"There is an argument that is not known; there are: {', '.join(known) or 'none'}.")
    values = {}
    for name, one in known.items():
        if sent.get(name) is None:
            if one.is_needed:
                raise QueryError(f"The argument {name} is missing.")
            values[name] = one.default
        else:
            values[name] = one.value(sent[name])
    return values
