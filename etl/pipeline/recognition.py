"""What a file of any name holds, judged by its beginning: conversations of a provider, or something like them."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from etl.extract.archive import CHATS, Look, Member
from etl.extract.archive.left_out import LOCKED, UNKNOWN_CHATS, WIDE
from etl.extract.documents import as_lines, begun
from etl.extract.documents.beginning import values
from etl.pipeline.blocks import is_log_of_events
from etl.transform.providers.registry import Registry

BEGINNING = 1 << 20
"""Bytes of a file that are looked at."""

_LOOKED_AT = 5
"""Values of a list, or of a file of several, that are asked about."""

_DEEPEST = 6
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPEAKERS = frozenset({"role", "author", "sender", "from", "speaker", "who", "human", "user"})
_WORDS = frozenset({"content", "text", "message", "say", "parts", "body", "value", "response", "answer", "assistant"})
_PAIRS = ({"prompt", "response"}, {"question", "answer"}, {"query", "answer"}, {"input", "output"})


def looker(providers: Registry) -> Look:
    """A look into files with the eyes of these providers."""
    return lambda member: _kind(member, providers)


def _kind(member: Member, providers: Registry) -> str | Member | None:
    try:
        document = begun(member)
        cut = providers.opener(document) if document is not None else None
        if document is not None and cut is not None:
            return as_lines(member, document.form, cut)
        with member.open() as stream:
            start = _beginning(stream)
        if start[:1] not in (b"{", b"["):
            return _wide(start, providers)
        if start.startswith(b"{"):
            with member.open() as stream:
                if is_log_of_events(stream, providers):
                    return CHATS
    except OSError:
        return LOCKED
    return _of_values(start, providers)


def _beginning(stream: IO[bytes]) -> bytes:
    """What a file begins with once its blanks are over, however many there are."""
    while (piece := stream.read(BEGINNING)) and not (start := piece.lstrip(_BLANKS)):
        continue
    return start + stream.read(BEGINNING - len(start)) if piece else b""


def _wide(start: bytes, providers: Registry) -> str | None:
    if not start.startswith(_WIDE):
        return None
    text = start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return WIDE if _of_values(text, providers) else None


def _of_values(start: bytes, providers: Registry) -> str | None:
    values = list(islice(_candidates(start), 2 * _LOOKED_AT))
    if any(_is_known(value, providers) for value in values):
        return CHATS
    return UNKNOWN_CHATS if any(_is_talk(value, _DEEPEST) for value in values) else None


def _is_known(value: dict[str, Any], providers: Registry) -> bool:
    """Is this a provider's conversation? A row of a list of links has a conversation's names, and holds nothing."""
    if not any(isinstance(one, dict | list) for one in value.values()):
        return False
    try:
        return providers.recognise(value) is not None
    except Exception:
        # Whoever is at fault is named when the conversation is read.
        return True


def _candidates(start: bytes) -> Iterator[dict[str, Any]]:
    """The first objects of a list, of the list "conversations" in an object, or of a file of several."""
    for value in values(start, _LOOKED_AT):
        held = [value, *_items(value.get("conversations"))] if isinstance(value, dict) else _items(value)
        yield from (one for one in held if isinstance(one, dict))


def _items(value: object) -> Iterable[Any]:
    return value[:_LOOKED_AT] if isinstance(value, list) else ()


def _is_talk(value: object, deepest: int) -> bool:
    """Is this, or does it hold, something like a message: who speaks, and what; or a question and its answer?"""
    if deepest == 0:
        return False
    if isinstance(value, dict):
        names = {str(name).lower() for name in value}
        if not names.isdisjoint(_SPEAKERS) and not names.isdisjoint(_WORDS - _SPEAKERS):
            return True
        if any(pair <= names for pair in _PAIRS):
            return True
        return any(_is_talk(one, deepest - 1) for one in islice(value.values(), 100))
    return isinstance(value, list) and any(_is_talk(one, deepest - 1) for one in value[:_LOOKED_AT])
