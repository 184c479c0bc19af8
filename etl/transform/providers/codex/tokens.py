"""What Codex counts: the tokens of each request, and of the session so far."""

from collections import deque
from collections.abc import Mapping
from typing import Any, NamedTuple

from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.reported_usage import Usage, is_unusable, number, usage

_NAMES = (
    *("input_tokens", "cached_input_tokens", "output_tokens"),
    *("cache_write_input_tokens", "reasoning_output_tokens"),
)


class Counts(NamedTuple):
    """Tokens of a request or of a session; ``input`` contains ``cached`` and ``written``, ``output`` ``reasoning``."""

    input: int
    cached: int
    output: int
    written: int
    reasoning: int

    @property
    def used(self) -> Usage | None:
        """The request that these are the tokens of; None where they are a placeholder."""
        cached = min(self.cached, self.input)
        written = min(self.written, self.input - cached)
        found = usage(self.input - cached - written, cached, written, 0, self.output)
        return None if found is None else found._replace(reasoning=min(self.reasoning, self.output))


def counts(told: object) -> Counts | None:
    """The counts of a report; None where there is none."""
    found = mapping(told)
    return Counts(*(number(found.get(name)) for name in _NAMES)) if found else None


def is_lost(told: object) -> bool:
    """Does a report tell of tokens, and not which, or of more than can be?"""
    found = counts(told)
    return is_unusable(told, None if found is None else found.used)


def is_used(info: Mapping[str, Any]) -> bool:
    """Does a report tell of a request, and not only of limits, or of what an earlier session used?"""
    told = counts(info.get("last_token_usage") or info.get("total_token_usage"))
    return told is not None and any(told)


class Request(NamedTuple):
    """What a request used, ``named`` alike in every copy of a log; ``recorded`` is the name its own record gave it."""

    usage: Usage
    named: str
    recorded: str | None = None


class Meter:
    """Follows the reports of a session. One that repeats an earlier, as limits are told anew, is no request."""

    def __init__(self) -> None:
        self._total: Counts | None = None
        self._told: set[Counts] = set()
        self._records: dict[Counts, deque[str]] = {}
        self._recorded: set[str] = set()

    def read(self, info: Mapping[str, Any]) -> Request | None:
        """The request that a report follows.

        Where a report has only the sum of the session, it is the difference to the sum before, or all of it where
        the sum began anew.
        """
        last, total = counts(info.get("last_token_usage")), counts(info.get("total_token_usage"))
        before, self._total = self._total, total or self._total
        if total is not None:
            if total in self._told:
                return None
            self._told.add(total)
        if last is None and total is not None:
            last = _difference(total, before)
        used = None if last is None else last.used
        if last is None or used is None:
            return None
        waiting = self._records.get(last)
        named = ":".join(map(str, (*last[:3], *(total or ())[:3])))
        return Request(used, named, waiting.popleft() if waiting else None)

    def record(self, payload: Mapping[str, Any]) -> Request | None:
        """The request that has a record of its own. Most are reported as well; one that compacts a session is not."""
        told, name = counts(payload.get("usage")), text(payload.get("response_id"))
        used = None if told is None else told.used
        if told is None or used is None or name is None or name in self._recorded:
            return None
        self._recorded.add(name)
        self._records.setdefault(told, deque()).append(name)
        self._total = counts(payload.get("thread_token_usage")) or self._total
        return Request(used, name)


def _difference(total: Counts, before: Counts | None) -> Counts:
    if before is None or total.input < before.input or total.output < before.output:
        return total
    return Counts(*(max(now - then, 0) for now, then in zip(total, before, strict=True)))
