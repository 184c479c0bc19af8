"""File names: legal everywhere, short enough, never two the same."""

import re
import unicodedata
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from etl.export.names import Names, clean, folded
from tests.export.export_cases import conversation

TRICKY = ["CON", "con.txt", "..", "../../x", "a/b\\c", " . ", "\u202egnp.exe", "e\u0301" * 200, "👩\u200d🚀" * 80]
TITLES = st.one_of(st.none(), st.text(max_size=300), st.sampled_from(TRICKY))
IDS = st.one_of(st.uuids().map(str), st.text(max_size=40))
DAYS = st.one_of(st.none(), st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))
LEGAL = re.compile(r'[^<>:"/\\|?*\x00-\x1f\x7f]+')


@given(st.lists(st.tuples(TITLES, IDS, DAYS), max_size=20, unique_by=lambda case: case[1]))
def test_names_are_legal_and_unique(cases: list[tuple[str | None, str, datetime | None]]) -> None:
    names = Names()
    found = [names.of(conversation(conversation_id=key), title, began) for title, key, began in cases]
    assert len({folded(str(path)) for path in found}) == len(found)
    for path in found:
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert len(path.name.encode()) <= 130
        assert all(LEGAL.fullmatch(part) and part == part.strip(" .") for part in path.parts)
        assert unicodedata.is_normalized("NFC", path.name)
        assert path.name.startswith(("undated ", *"0123456789"))


@given(TITLES, IDS, DAYS)
def test_the_same_conversation_gets_the_same_name(title: str | None, key: str, began: datetime | None) -> None:
    first, second = (Names().of(conversation(conversation_id=key), title, began) for _ in range(2))
    assert first == second


def test_a_name_tells_the_day_the_title_and_the_id() -> None:
    one = conversation(conversation_id="67c6f0a1-1111-4222-8333-444455556666")
    assert str(Names().of(one, "Tyres: 28/32?", datetime(2025, 3, 4))) == (
        "2025/03/2025-03-04 Tyres 28 32 [67c6f0a1].md"
    )


def test_titles_that_say_nothing_are_untitled() -> None:
    assert {clean(title, 50) for title in (None, "", " ", "...", "???", "\x00\x1b", "\u200b")} == {"Untitled"}
