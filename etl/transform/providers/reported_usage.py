"""Tokens that an API itself reported, and the rows they belong to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from etl.rows.message import Message
from etl.transform.providers.coerce import decimal, long, whole

_MOST = 2**31 - 1
_MOST_DOLLARS = 100_000
_PLACES = Decimal("1e-12")
_SPLITS = ("cache_creation", "server_tool_use")
"""Parts of a report that hold nothing but numbers of what was billed."""


class Usage(NamedTuple):
    """What one answer of an API used. ``input`` = uncached + ``cached`` + ``written``; ``output`` has the reasoning.

    ``usd`` is what the log itself says it cost; what decides its price stands as reported.
    """

    input: int
    cached: int
    written: int
    written_1h: int
    output: int
    reasoning: int | None = None
    web_searches: int | None = None
    usd: Decimal | None = None
    service_tier: str | None = None
    speed: str | None = None
    inference_geo: str | None = None


def number(value: object) -> int:
    """A number of tokens as reported; 0 where there is none."""
    return max(whole(value) or 0, 0)


def usage(fresh: int, cached: int, written: int, written_1h: int, output: int) -> Usage | None:
    """The usage of one answer; None where every number is 0, which is a placeholder, or more than can be true."""
    total = fresh + cached + written
    if total + output == 0 or total > _MOST:
        return None
    return Usage(total, cached, written, min(written_1h, written), output)


def paid(usd: Decimal | None) -> Usage | None:
    """An answer of which only the dollars are known; None where none were paid."""
    return Usage(0, 0, 0, 0, 0, usd=usd) if usd else None


def is_unusable(told: object, used: Usage | None) -> bool:
    """Does a report tell of tokens that its ``used`` has not: more than can be true, no number, or not which?"""
    if not isinstance(told, dict):
        return told is not None
    counted = {name: value for name, value in told.items() if name.endswith("_tokens") and value is not None}
    splits = [one for one in map(told.get, _SPLITS) if one is not None]
    if not all(isinstance(one, dict) for one in splits):
        return True
    counted |= {name: value for one in splits for name, value in one.items() if value is not None}
    amounts = [whole(value) for value in counted.values()]
    if any(amount is None or amount < 0 for amount in amounts):
        return True
    return used is None and any([*amounts, *(long(value) for value in told.values())])


def dollars(value: object) -> Decimal | None:
    """An amount that a log names, to 12 places; None where it is no number, negative, or more than can be true."""
    number = decimal(value)
    if number is None or not 0 <= number < _MOST_DOLLARS:
        return None
    return Decimal(repr(number)).quantize(_PLACES)


def settle(messages: Sequence[Message], usages: Mapping[str, Usage]) -> None:
    """Make each answer of the API one request, and write what it used on the first of its rows.

    ``usage_id`` names the answer. ``messages`` are placed, in tour order; those without one keep their run.
    """
    first: dict[str, Message] = {}
    for row in messages:
        if row.usage_id is None or row.role != "assistant":
            continue
        head = first.setdefault(row.usage_id, row)
        row.request_node_id = head.node_id
        used = usages.get(row.usage_id)
        if head is row and used is not None:
            row.usd_logged = used.usd
            if used.input + used.output > 0:
                _report(row, used)


def _report(row: Message, used: Usage) -> None:
    row.input_tokens_reported = used.input
    row.cached_tokens_reported = used.cached
    row.written_tokens_reported = used.written
    row.written_1h_tokens_reported = used.written_1h
    row.output_tokens_reported = used.output
    row.reasoning_tokens_reported = used.reasoning
    row.web_searches_reported = used.web_searches
    row.service_tier, row.speed, row.inference_geo = used.service_tier, used.speed, used.inference_geo
