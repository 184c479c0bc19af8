"""The strip of a turn: what was thought and done on the way, in a line, and step by step below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.reporting.formats.humanize import count
from etl.web.pages.deeds import Deed

_FILES = ("wrote files", "edited files", "read")
_MOST_PHRASES, _MOST_ABOUTS = 5, 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of the line: what was done, what about, and whether it went wrong."""

    did: str
    about: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """``phrases`` are the line, ``deeds`` what opens; nothing opens where no deed has a text."""

    phrases: Sequence[Phrase]
    deeds: Sequence[Deed]

    @property
    def opens(self) -> bool:
        """Is there anything behind the line?"""
        return any(deed.parts for deed in self.deeds)

    @property
    def is_single(self) -> bool:
        """Is there one deed behind the line, which has said all of it?"""
        return len(self.phrases) == 1 and sum(bool(deed.parts) for deed in self.deeds) == 1

    def holds(self, node: str | None) -> bool:
        """Is a message in it?"""
        return any(node == part.node for deed in self.deeds for part in deed.parts)


def strip(deeds: Sequence[Deed], pictures: int) -> Strip | None:
    """The strip of a turn that made so many pictures; None where nothing was done on the way."""
    if not deeds:
        return None
    phrases = [*_thought(deeds), *_done(deeds, pictures)]
    if len(phrases) > _MOST_PHRASES:
        more = len(phrases) - _MOST_PHRASES + 1
        phrases = [*phrases[: _MOST_PHRASES - 1], Phrase(f"{more} more")]
    first = phrases[0]
    phrases[0] = Phrase(first.did[:1].upper() + first.did[1:], first.about, first.problem)
    return Strip(phrases, [deed for deed in deeds if deed.parts or deed.kind != "thoughts"])


def duration(seconds: float) -> str:
    """7 s, 1 min 5 s, 2 h 3 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{max(whole, 1)} s"
    high, low, names = (whole // 60, whole % 60, ("min", "s")) if whole < 3_600 else (*_hours(whole), ("h", "min"))
    return f"{high} {names[0]} {low} {names[1]}" if low else f"{high} {names[0]}"


def _hours(whole: int) -> tuple[int, int]:
    return whole // 3_600, whole % 3_600 // 60


def _thought(deeds: Sequence[Deed]) -> list[Phrase]:
    """A recap tells how long the thoughts before it took; without recaps they tell it themselves."""
    recaps, thoughts = ([deed for deed in deeds if deed.kind == kind] for kind in ("recap", "thoughts"))
    if not recaps and not thoughts:
        return []
    times = [[deed.seconds or 0.0 for deed in some] for some in (recaps, thoughts)]
    seconds = sum(times[0]) or sum(times[1])
    return [Phrase(f"Thought for {duration(seconds)}" if seconds else "Thought")]


def _done(deeds: Sequence[Deed], pictures: int) -> list[Phrase]:
    """What was done, once each in the order of the first time; how often it went wrong at its end."""
    found: dict[str, list[Deed]] = {}
    for deed in deeds:
        if deed.kind not in ("recap", "thoughts"):
            found.setdefault(deed.title, []).append(deed)
    return [_phrase(title, some, pictures) for title, some in found.items()]


def _phrase(title: str, some: Sequence[Deed], pictures: int) -> Phrase:
    failed = [deed for deed in some if deed.problem]
    problem = "" if not failed else failed[0].problem if len(some) == 1 else f"{len(failed)} {failed[0].problem}"
    if some[0].kind == "image":
        return Phrase(f"made {count(pictures or len(some), 'picture')}", "", problem)
    abouts = list(dict.fromkeys(deed.about for deed in some if deed.about))
    shown = [] if some[0].kind in ("python", "memory") and title not in _FILES else abouts[:_MOST_ABOUTS]
    rest = len(abouts) - len(shown) if shown else 0
    about = ", ".join(shown) + (f" and {rest} more" if rest else "")
    often = "twice" if len(some) == 2 else f"{len(some)} times"
    times = f" {often}" if not shown and len(some) > 1 else ""
    return Phrase(title + times, about, problem)
