"""What a person types into a search -> terms and filters. The grammar of every search of ours.

    question = { item }                     items are all wanted, in any order
    item     = ["-"] ( term | filter ) | item "OR" item
    term     = word | word"*" | '"' words '"'
    filter   = name ":" ( value | '"' value '"' )

A word is found in any case and without its accents; what holds several, as don't or a.b, is a phrase. Names of filters:
model, provider, project, category, role, in, has, is, since, until, sort. Any other word with a colon is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etl.errors import SettingError
from etl.reporting.controls import on_one_line, visible
from etl.search.index.messages import HAS, SPEAKERS

LONGEST, MOST = 1_000, 40
"""Characters and terms of a question."""

_ITEM = re.compile(
    r"(?P<no>-(?=[^\s-]))?"
    r"(?:(?P<name>model|provider|project|category|role|in|has|is|since|until|sort):(?=\S)"
    r'(?:"(?P<quoted>[^"]*)"?|(?P<value>\S+))'
    r'|"(?P<phrase>[^"]*)(?:"(?P<beginning>\*)?)?|(?P<word>[^\s"]+))'
)
_CHOICES = {
    "role": SPEAKERS,
    "in": ("title", "message"),
    "has": HAS,
    "is": ("done", "open"),
    "sort": ("best", "newest"),
}
_PLAIN = str.maketrans({"“": '"', "”": '"', "\0": " "} | {chr(code): " " for code in range(0xD800, 0xE000)})
"""What is typed for a quotation mark, and what is no character of a text."""

_TOLD = 40
"""Characters of what is refused that are told."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one behind the other; ``is_prefix``: the last is only the beginning of one."""

    words: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a chat: ``name`` is one of model, provider, project, category, has, is."""

    name: str
    value: str
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Of each of ``wanted`` one term, of ``unwanted`` none, in a message or the title of its chat.

    ``filters`` of one name are alternatives, but for ``has``, of which each must hold. Days are local ones of messages,
    both ends included. ``roles``: who may have said it; ``in_title``: only titles are
    searched; ``in_message``: none.
    """

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    roles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    in_title: bool = False
    in_message: bool = False
    is_newest_first: bool = False

    @property
    def is_empty(self) -> bool:
        """Does it ask for nothing at all?"""
        return self == Question(is_newest_first=self.is_newest_first)


def parse(text: str) -> Question:
    """The question that a text asks. Raises SettingError, in one sentence, where a filter's value means nothing."""
    if len(text) > LONGEST:
        raise SettingError(f"A question has {LONGEST:,} characters at most, this one {len(text):,}; shorten it.")
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    filters: list[tuple[str, str, bool]] = []
    is_or = False
    for item in _items(text):
        if isinstance(item, tuple):
            filters.append(item)
        elif item is None:
            is_or = bool(wanted)
            continue
        elif item.is_not:
            unwanted.append(item.term)
        elif is_or:
            wanted[-1].append(item.term)
        else:
            wanted.append([item.term])
        is_or = False
    if sum(map(len, wanted)) + len(unwanted) + len(filters) > MOST:
        raise SettingError(f"A question has {MOST} words and filters at most; leave some out.")
    return _question(tuple(map(tuple, wanted)), tuple(unwanted), filters)


@dataclass(frozen=True, slots=True)
class _Said:
    term: Term
    is_not: bool


def _items(text: str) -> Iterator[_Said | tuple[str, str, bool] | None]:
    """Terms, filters as (name, value, is_not), and None for OR; what holds no word at all is left out."""
    for found in _ITEM.finditer(text.translate(_PLAIN)):
        is_not, name = found["no"] is not None, found["name"]
        if name:
            value = found["quoted"] if found["quoted"] is not None else found["value"]
            yield name, value.strip(), is_not
        elif found["word"] == "OR" and not is_not:
            yield None
        else:
            words = found["phrase"] if found["phrase"] is not None else found["word"].rstrip("*")
            is_prefix = bool(found["beginning"]) or (found["word"] or "").endswith("*")
            if any(map(str.isalnum, words)):
                yield _Said(Term(words, is_prefix), is_not)


def _question(
    wanted: tuple[tuple[Term, ...], ...], unwanted: tuple[Term, ...], told: list[tuple[str, str, bool]]
) -> Question:
    filters, roles = [], []
    days: dict[str, date] = {}
    place = ""
    is_newest = False
    for name, value, is_not in told:
        _check(name, value, is_not)
        if name in ("since", "until"):
            days[name] = _day(name, value)
        elif name == "role":
            roles += [value] if not is_not else [role for role in _CHOICES["role"] if role != value]
        elif name == "in":
            place = value
        elif name == "sort":
            is_newest = value == "newest"
        else:
            filters.append(Filter(name, value, is_not))
    return Question(
        wanted,
        unwanted,
        tuple(filters),
        tuple(roles),
        days.get("since"),
        days.get("until"),
        in_title=place == "title",
        in_message=place == "message",
        is_newest_first=is_newest,
    )


def _check(name: str, value: str, is_not: bool) -> None:
    allowed = _CHOICES.get(name)
    if allowed and value not in allowed:
        told = visible(on_one_line(value[:_TOLD]))
        raise SettingError(f"'{name}:' takes {', '.join(allowed)}; '{told}' is none of them.")
    if is_not and name in ("since", "until", "in", "sort"):
        raise SettingError(f"'{name}:' cannot be turned round; leave the '-' out.")


def _day(name: str, value: str) -> date:
    """The day of 2025-03-31; of 2025-03 and of 2025 the first, or for ``until`` the last."""
    found = _DAY.fullmatch(value)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if day is not None:
            return date(year, month or 1, day)
        if name == "since":
            return date(year, month or 1, 1)
        return date(year + (month in (None, 12)), 1 if month in (None, 12) else month + 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        raise SettingError(f"'{name}:' takes a day, a month or a year: 2025-03-31, 2025-03, 2025.") from None
