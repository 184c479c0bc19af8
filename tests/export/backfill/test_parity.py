"""etl backfill says what backfill_claude_export.py would: its formulas (version d2ee5ab), number by number.

Every expected number is worked out by hand beside the message it comes from.
"""

from datetime import datetime
from pathlib import Path

import pytest

from etl.export.backfill.summary import Json, summarise
from tests.claude_export import said, talk
from tests.export.backfill.backfill_cases import day, days, thinking, tool_result, tool_use

CODE = "Look:\n```Python\nx = 1\n\ny = 2\n```\n```\nls\n```\n```c++\nint i;\n```\n```sql\nselect"


def test_T9_one_exchange_with_thinking_and_a_tool(tmp_path: Path) -> None:
    found = day(
        tmp_path,
        said("human", "h" * 403),
        said(
            "assistant",
            {"type": "thinking", "thinking": "t" * 40},
            tool_use({"q": "x"}),
            tool_result([{"type": "text", "text": "r" * 9}]),
            "a" * 1201,
        ),
    )
    assert found.input_tokens == 403 // 4 + 9 // 4 == 102
    assert found.output_tokens == 1201 // 4 + 40 // 4 + len('{"q": "x"}') // 4 == 312
    assert (found.cache_read_tokens, found.cache_write_tokens) == (61, 10)
    assert found.input_tokens - found.cache_read_tokens - found.cache_write_tokens == 31
    assert found.cost == 0.0048


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """Two days: a conversation that runs past midnight and weeks on, and one in the small hours, newest first."""
    first = talk(
        said("human", "Please, PLEASE help! Thanks?", created_at="2025-03-01T22:59:00Z"),
        said(
            "assistant",
            thinking("Hm, hm.", "2025-03-01T22:59:10Z", "2025-03-01T23:00:40.500000Z"),
            tool_use({"city": "Zürich"}),
            tool_result([{"text": "12345678"}, "left out", {"other": 1}]),
            tool_result("left out as well"),
            CODE,
            created_at="2025-03-01T23:01:00Z",
        ),
        said("human", "OK! LOL", "lol lollipop damn", created_at="2025-03-01T23:19:00Z"),
        said("human", "displeased, thankless", created_at="2025-03-01T23:49:00Z"),
        said("human", "x" * 400, created_at="2025-03-20T05:30:00Z", attachments=[{"extracted_content": "y" * 900}]),
        name="first",
        created_at="2025-03-01T22:58:00Z",
    )
    second = talk(
        said("human", "Hi", created_at="2025-04-02T05:00:00Z"),
        said("assistant", tool_use(None), tool_use(["a", "b"]), created_at="2025-04-02T05:10:00Z"),
        {"sender": "assistant", "text": "flat text only", "created_at": "2025-04-02T05:20:00Z"},
        said("system", "four" * 3, created_at=None),
        name="second",
        created_at="2025-04-02T04:59:00Z",
    )
    empty = talk(name="empty", created_at="2025-04-02T12:00:00Z")
    return summarise(days(tmp_path_factory.mktemp("parity"), second, first, empty), datetime(2026, 11, 21, 12))


FIRST = {
    "date": "2025-03-01",
    "messages": 5,
    "human_messages": 4,
    "assistant_messages": 1,
    # 28 // 4 = 7; of the results only "12345678": 2; 7 // 4 = 1 and 17 // 4 = 4; 21 // 4 = 5; 400 // 4 = 100; no
    # attachment.
    "input_tokens": 7 + 2 + 1 + 4 + 5 + 100,
    # "Hm, hm." 1; {"city": "Z\u00fcrich"} has 23 characters: 5; CODE has 75: 18.
    "output_tokens": 1 + 5 + 18,
    "tokens": 119 + 24,
    # read int(71.4) = 71, written int(11.9) = 11, regular 37: 111 + 360 + 21.3 + 41.25 millionths = 0.00053355
    "cost": 0.0005,
    "sessions": 1,
    "thinking_time_minutes": 1.51,  # 90.5 seconds
    # 22:59 to 23:19 is 20 minutes; to 23:49 exactly 30, which no longer counts; to the 20th neither.
    "user_active_minutes": 20.0,
    # python, the bare one, and the emptiness between the fence that ends c++ and the one of sql, which is not closed
    "code_blocks": 3,
    "lines_of_code": 3,
}
SECOND = {
    "date": "2025-04-02",
    "messages": 4,
    "human_messages": 1,
    "assistant_messages": 2,
    "input_tokens": 0,  # "Hi"
    "output_tokens": 1 + 2 + 3,  # None: 4 characters; ['a', 'b']: 10; the text of the system: 12; no flat text
    "tokens": 6,
    "cost": 0.0001,  # 90 millionths
    "sessions": 2,  # the empty one as well
    "thinking_time_minutes": 0.0,
    "user_active_minutes": 0.0,
    "code_blocks": 0,
    "lines_of_code": 0,
}

TOTALS = {
    "total_messages": 9,
    "total_human_messages": 5,
    "total_assistant_messages": 3,
    "total_input_tokens": 119,
    "total_output_tokens": 30,
    "total_cost": 0.0006,  # the sum of rounded days: unrounded 0.00062355
    "total_sessions": 3,
    "total_thinking_time_hours": 90.5 / 3600,
    "total_user_active_hours": 20 / 60,
    "days_active": 2,
    "total_curse_words": 1,
    "total_questions": 1,
    "total_exclamations": 2,
    "total_please_count": 3,  # one of them in displeased
    "total_thanks_count": 2,  # one of them in thankless
    "total_caps_rage": 1,  # OK! LOL: 5 of 7; Hi is only half
    "total_lol_count": 2,
    "total_word_count": 4 + 2 + 3 + 2 + 1 + 1,
    "total_code_blocks": 3,
    "total_lines_of_code": 3,
    "languages": {"python": 2, "other": 1},
    "hourly_activity": {"5": 4, "22": 1, "23": 3},
    "politeness_score": 100,
    "top_languages": [["python", 2], ["other", 1]],
    "peak_hour": "05:00",
    "night_owl_score": 100,
    "early_bird_score": 50,  # hour 5 is in both
}


@pytest.mark.parametrize(("date", "expected"), [("2025-03-01", FIRST), ("2025-04-02", SECOND)])
def test_every_number_of_a_day(summary: Json, date: str, expected: Json) -> None:
    assert summary["daily_breakdown"][date] == expected


@pytest.mark.parametrize("key", TOTALS)
def test_every_total(summary: Json, key: str) -> None:
    found, expected = summary["totals"][key], TOTALS[key]
    assert found == (pytest.approx(expected, rel=1e-12) if isinstance(expected, float) else expected)


def test_the_keys_are_those_of_the_older_tool_in_its_order(summary: Json) -> None:
    assert list(summary) == ["export_date", "source", "totals", "daily_breakdown"]
    assert summary["export_date"] == "2026-11-21T12:00:00"
    assert summary["source"] == "claude.ai data export"
    assert list(summary["totals"]) == list(TOTALS)
    assert list(summary["daily_breakdown"]) == ["2025-03-01", "2025-04-02"]
    assert set(summary["daily_breakdown"]["2025-03-01"]) == set(FIRST)
