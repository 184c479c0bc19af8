"""What the search box of the web app finds, and what is said in the chats of a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from etl.categorize.labels import Key
from etl.errors import SettingError
from etl.search.find import Matching, matching, shown
from etl.search.hits import Hit
from etl.search.indexed import Found
from etl.search.question import Question, parse
from etl.search.snippets import Snippet
from etl.web.data.database import Desk
from etl.web.errors import Refused

PLACES = ("both", "titles", "messages")
"""Where ``q`` is looked for."""

_BEFORE, _BEHIND = 40, 120
"""Characters that are shown before what was found first, and behind it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a message, in parts of which some were found; ``asked`` leads from its chat's address to it."""

    asked: str
    parts: tuple[tuple[str, bool], ...]


def asked(text: str) -> Question:
    """What somebody asks for. Raises Refused, naming q, where it means nothing or asks for nothing."""
    try:
        question = parse(text)
    except SettingError as error:
        raise Refused(400, str(error), "q") from None
    if question.is_empty:
        raise Refused(400, "q needs a word or a filter to search for; signs alone are not found.", "q")
    return question


def searched(desk: Desk, filters: Mapping[str, str]) -> Matching | None:
    """Every chat that ``q`` finds in the places that ``in`` names, best first; None where nothing is asked.

    Raises Refused as asked() does, and where there is no such place.
    """
    text, place = filters.get("q", "").strip(), filters.get("in") or PLACES[0]
    if place not in PLACES:
        raise Refused(400, f"in is one of: {', '.join(PLACES)}.", "in")
    if not text:
        return None
    question = asked(text)
    if place != "both":
        question = replace(question, in_title=place == "titles", in_message=place == "messages")
    with desk.connection() as connection:
        return matching(connection, desk.path, question)


def passages(desk: Desk, of: Matching, chats: Sequence[Found]) -> dict[Key, Passage]:
    """What is said in some chats around the words that were asked for, where it is more than their titles."""
    if not of.question.wanted or of.question.in_title:
        return {}
    with desk.connection() as connection:
        hits = shown(connection, desk.path, of.question, chats)
    return {
        (hit.provider, hit.account_id, hit.conversation_id): Passage(_address(hit), tuple(_parts(hit.passage)))
        for hit in hits
        if hit.node_id and hit.passage.marks
    }


def _address(hit: Hit) -> str:
    node = hit.node_id or ""
    return f"{urlencode({'at': node})}#n-{quote(node, safe='')}"


def _parts(passage: Snippet) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it was found, from a little before the first that was."""
    first = passage.marks[0][0]
    begin = max(0, first - _BEFORE)
    end = min(len(passage.text), max(passage.marks[0][1], first + _BEHIND))
    at = begin
    if begin:
        yield "…", False
    for start, stop in passage.marks:
        if start >= end:
            break
        yield passage.text[at:start], False
        yield passage.text[start:stop], True
        at = stop
    yield passage.text[at:end], False
