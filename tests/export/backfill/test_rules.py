"""The older tool's rules and quirks, one at a time."""

from datetime import datetime
from pathlib import Path

import pytest

from etl.export.backfill.day import Day
from etl.export.backfill.summary import summarise
from tests.claude_export import said
from tests.export.backfill.backfill_cases import day, thinking


@pytest.mark.parametrize(("texts", "score"), [(["please", "a", "thanks"], 66), (["please thank"], 100), ([], 0)])
def test_politeness_is_cut_not_rounded_and_at_most_a_hundred(tmp_path: Path, texts: list[str], score: int) -> None:
    found = day(tmp_path, *(said("human", text) for text in texts))
    assert summarise({"2025-03-01": found}, datetime(2026, 1, 1))["totals"]["politeness_score"] == score


def test_of_hours_alike_the_first_met_is_the_peak_and_without_any_there_is_none(tmp_path: Path) -> None:
    found = day(tmp_path, *(said("human", "a", created_at=f"2025-03-01T{hour}:00:00Z") for hour in ("17", "09")))
    assert summarise({"2025-03-01": found}, datetime(2026, 1, 1))["totals"]["peak_hour"] == "17:00"
    silent = summarise({"2025-03-01": Day(sessions=1)}, datetime(2026, 1, 1))["totals"]
    assert "peak_hour" not in silent
    assert (silent["night_owl_score"], silent["early_bird_score"]) == (0, 0)


@pytest.mark.parametrize(("tokens", "read", "written"), [(1, 0, 0), (9, 5, 0), (10, 6, 1), (115, 69, 11)])
def test_shares_of_the_cache_are_rounded_down(tmp_path: Path, tokens: int, read: int, written: int) -> None:
    found = day(tmp_path, said("human", "h" * 4 * tokens))
    assert (found.input_tokens, found.cache_read_tokens, found.cache_write_tokens) == (tokens, read, written)


def test_an_hour_is_that_of_the_zone_the_time_is_written_in(tmp_path: Path) -> None:
    found = day(tmp_path, said("human", "a", created_at="2025-03-01T23:30:00+05:00"))
    assert dict(found.hours) == {23: 1}


def test_thinking_that_stops_before_it_starts_takes_time_away(tmp_path: Path) -> None:
    found = day(tmp_path, said("assistant", thinking("", "2025-03-01T10:00:09Z", "2025-03-01T10:00:01Z")))
    assert found.thinking_ms == -8000


@pytest.mark.parametrize(
    ("answer", "blocks", "languages"),
    [
        ("```Python\nx\n\ny\n```", 1, {"python": 2}),
        ("```\nls\n```", 1, {"other": 1}),
        ("```c++\nx\n```", 0, {}),
        ("```c++\nx\n```\nwords\n```python title=x\ny\n```", 1, {"other": 1}),
        ("```sql\nnot closed", 0, {}),
        ("```sql\r\nx\r\n```", 0, {}),
        ("~~~sql\nx\n~~~", 0, {}),
    ],
)
def test_which_fences_make_a_block_of_code(tmp_path: Path, answer: str, blocks: int, languages: dict[str, int]) -> None:
    found = day(tmp_path, said("assistant", answer), said("human", "```python\nx\n```"))
    assert (found.code_blocks, dict(found.languages)) == (blocks, languages)


@pytest.mark.parametrize(("text", "shouts"), [("OK!", 1), ("I!", 0), ("OK 123", 0), ("", 0), ("ÄÖ.", 1)])
def test_a_text_shouts_if_more_than_half_of_its_characters_are_capitals(tmp_path: Path, text: str, shouts: int) -> None:
    assert day(tmp_path, said("human", text)).caps_rage == shouts


def test_every_block_of_text_is_looked_at_and_rounded_by_itself(tmp_path: Path) -> None:
    found = day(tmp_path, said("human", "ABC", "DEF"))
    assert (found.caps_rage, found.input_tokens, found.human_messages) == (2, 0, 1)


def test_a_language_without_a_line_is_a_language(tmp_path: Path) -> None:
    found = day(tmp_path, said("assistant", "```sql\n```"))
    totals = summarise({"2025-03-01": found}, datetime(2026, 1, 1))["totals"]
    assert (totals["languages"], totals["top_languages"]) == ({"sql": 0}, [["sql", 0]])
