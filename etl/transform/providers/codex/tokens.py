"""What Codex counts: the tokens of each request, and of the session so far."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from etl.transform.providers.coerce import mapping
from etl.transform.providers.reported_usage import Usage, number, usage

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


def counts(told: object) -> Counts | None:
    """The counts of a report; None where there is none."""
    found = mapping(told)
    return Counts(*(number(found.get(name)) for name in _NAMES)) if found else None


class Meter:
    """Follows the reports of a session. One that repeats the last, as limits are told anew, is no request."""

    def __init__(self) -> None:
        self._total: Counts | None = None

    def read(self, info: Mapping[str, Any]) -> tuple[Usage, str] | None:
        """The usage of the request that a report follows, and what names it in every copy of the log.

        Where a report has only the sum of the session, it is the difference to the sum before.
        """
        last, total = counts(info.get("last_token_usage")), counts(info.get("total_token_usage"))
        before, self._total = self._total, total or self._total
        if total is not None and total == before:
            return None
        if last is None and total is not None:
            last = Counts(*(max(now - then, 0) for now, then in zip(total, before or (0,) * len(_NAMES), strict=True)))
        if last is None:
            return None
        cached = min(last.cached, last.input)
        written = min(last.written, last.input - cached)
        used = usage(last.input - cached - written, cached, written, 0, last.output)
        if used is None:
            return None
        named = ":".join(map(str, (*last[:3], *(total or ())[:3])))
        return used._replace(reasoning=min(last.reasoning, last.output)), named
