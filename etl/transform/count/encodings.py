"""Which encoding a message's tokens are counted in, and on what ground.

The export itself proves it where it shows the stop token (100257..100276 are ids of cl100k_base,
199998..201087 of o200k_base): basis ``witness``. Else the table of model slugs decides: ``map``. An answer that
names no model, but lies in a period for which the user says which it was, is counted in that model's encoding, and
a model that no rule names, and a conversation without any model, in o200k_base: ``assumed``. Messages that no model
wrote take the encoding of the answer that follows them, else of the one before.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache

from etl import assets
from etl.rows.conversation import Flat
from etl.rows.message import Message
from etl.rows.types import Assumption
from etl.transform.count.model_names import forms

ASSUMED = "o200k_base"
_GROUNDS = ("assumed", "map", "witness")


def choose_encodings(flat: Flat, assumed: Sequence[Assumption] = ()) -> frozenset[str]:
    """Set ``encoding`` and ``encoding_basis`` of every message; returns the encodings in use."""
    known: dict[str, tuple[str, str]] = {}
    for message in flat.messages:
        if message.role == "assistant":
            found = _of_answer(message, assumed)
            if found:
                known[message.node_id] = found
    names = {name for name, _ in known.values()}
    if len(names) <= 1:
        return frozenset({_share(flat, known)})
    _inherit(flat, known)
    return frozenset(message.encoding for message in flat.messages if message.encoding)


@cache
def encoding_of(slug: str) -> str | None:
    """The encoding of a model slug by the rules of sql/seeds/model_map.csv, or None if no rule names it.

    A rule that asks for a witness as well says nothing about the slug alone.
    """
    for form in forms(slug):
        for is_exact, rule, pattern, name in _rules():
            if (form.name == rule) if is_exact else pattern.search(form.name):
                return name
    return None


def _of_answer(message: Message, assumed: Sequence[Assumption]) -> tuple[str, str] | None:
    if message.encoding_witness:
        return message.encoding_witness, "witness"
    if message.model_slug or not assumed:
        return _of_slug(message.model_slug)
    found = _of_slug(_assumed_slug(message.created_at, assumed))
    return found and (found[0], "assumed")


def _assumed_slug(time: int | None, assumed: Sequence[Assumption]) -> str | None:
    for slug, since, until in assumed:
        if time is None:
            is_within = since is None and until is None
        else:
            is_within = (since is None or since <= time) and (until is None or time < until)
        if is_within:
            return slug
    return None


def _of_slug(slug: str | None) -> tuple[str, str] | None:
    name = encoding_of(slug) if slug else None
    return (name, "map") if name else None


def _share(flat: Flat, known: dict[str, tuple[str, str]]) -> str:
    """One encoding all through, the usual case: every message takes it, with the best ground anyone has."""
    found = max(known.values(), key=lambda one: _GROUNDS.index(one[1]), default=None)
    name, basis = found or _of_slug(flat.conversation.default_model_slug) or (ASSUMED, "assumed")
    for message in flat.messages:
        own = known.get(message.node_id)
        message.encoding, message.encoding_basis = name, own[1] if own else basis
    return name


def _inherit(flat: Flat, known: dict[str, tuple[str, str]]) -> None:
    """Several encodings: take the next answer's below, else the nearest answer's above."""
    below = dict(known)
    ordered = sorted(flat.messages, key=lambda message: message.tour_in)
    above = _above(ordered)
    for message, parent in zip(reversed(ordered), reversed(above), strict=True):
        if message.node_id in below and parent is not None:
            below[parent] = known.get(parent, below[message.node_id])
    for message, parent in zip(ordered, above, strict=True):
        found = below.get(message.node_id) or below.get(parent or "") or (ASSUMED, "assumed")
        below[message.node_id] = found
        message.encoding, message.encoding_basis = found


def _above(ordered: list[Message]) -> list[str | None]:
    """The nearest message above each; between the two may be nodes without a message."""
    above: list[str | None] = []
    path: list[Message] = []
    for message in ordered:
        while path and path[-1].tour_out < message.tour_in:
            path.pop()
        above.append(path[-1].node_id if path else None)
        path.append(message)
    return above


@cache
def _rules() -> list[tuple[bool, str, re.Pattern[str], str]]:
    with assets.seed("model_map").open(encoding="utf-8", newline="") as file:
        return [
            (row["match"] == "exact", row["slug"], re.compile(row["slug"]), row["encoding"])
            for row in csv.DictReader(file)
            if row["encoding"] and not row["encoding_witness"]
        ]
