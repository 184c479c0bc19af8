"""etl backfill against a second reading of the same rules, short and naive, on a generated export.

What test_parity.py works out by hand for single numbers, this holds for realistic texts in their thousands.
"""

import json
import re
import zipfile
from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from etl.export.backfill.estimate import estimate
from etl.export.backfill.summary import Json, summarise
from tests.bench.generate_claude import generate

Figures = dict[str, float]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "export.zip"
    generate(path, 6, seed=3)
    return path


@pytest.fixture(scope="module")
def summary(export: Path) -> Json:
    return summarise(estimate([export]).days, datetime(2026, 11, 21))


@pytest.fixture(scope="module")
def plain(export: Path) -> dict[str, Figures]:
    """The days by the plainest code there is."""
    days: dict[str, Figures] = defaultdict(lambda: defaultdict(float))
    with zipfile.ZipFile(export) as archive:
        chats = json.loads(archive.read("conversations.json"))
    for chat in chats:
        day = days[chat["created_at"][:10]]
        day["sessions"] += 1
        asked = [_time(one["created_at"]) for one in chat["chat_messages"] if one["sender"] == "human"]
        gaps = [(after - before).total_seconds() for before, after in pairwise(asked)]
        day["active"] += sum(gap for gap in gaps if 0 < gap < 1800)
        for message in chat["chat_messages"]:
            day["messages"] += 1
            for block in message["content"]:
                _add(day, block, message["sender"])
    return dict(days)


def test_days_and_messages_are_the_same(summary: Json, plain: dict[str, Figures]) -> None:
    days = summary["daily_breakdown"]
    assert len(plain) > 20
    assert set(days) == set(plain)
    for date, figures in plain.items():
        assert days[date]["sessions"] == figures["sessions"]
        assert days[date]["messages"] == figures["messages"]


def test_tokens_and_costs_are_the_same(summary: Json, plain: dict[str, Figures]) -> None:
    for date, figures in plain.items():
        day = summary["daily_breakdown"][date]
        assert (day["input_tokens"], day["output_tokens"]) == (figures["in"], figures["out"])
        read, written = int(figures["in"] * 0.6), int(figures["in"] * 0.1)
        regular = figures["in"] - read - written
        dollars = (3 * regular + 15 * figures["out"] + 0.3 * read + 3.75 * written) / 1e6
        assert day["cost"] == pytest.approx(dollars, abs=0.000051)


def test_times_and_code_are_the_same(summary: Json, plain: dict[str, Figures]) -> None:
    for date, figures in plain.items():
        day = summary["daily_breakdown"][date]
        assert day["user_active_minutes"] == pytest.approx(figures["active"] / 60, abs=0.0051)
        assert day["thinking_time_minutes"] == pytest.approx(figures["thinking"] / 60, abs=0.0051)
        assert (day["code_blocks"], day["lines_of_code"]) == (figures["blocks"], figures["lines"])


@pytest.mark.parametrize(
    ("key", "own"),
    [
        ("total_please_count", "please"),
        ("total_thanks_count", "thank"),
        ("total_questions", "?"),
        ("total_exclamations", "!"),
        ("total_word_count", "words"),
        ("total_caps_rage", "caps"),
    ],
)
def test_words_are_the_same(summary: Json, plain: dict[str, Figures], key: str, own: str) -> None:
    assert summary["totals"][key] == sum(figures[own] for figures in plain.values())


def _add(day: Figures, block: dict[str, Any], sender: str) -> None:
    if block["type"] == "text":
        text = block["text"]
        day["in" if sender == "human" else "out"] += len(text) // 4
        if sender == "human":
            _add_words(day, text)
            return
        for code in re.findall(r"```\w*\n((?:(?!```)[\s\S])*)```", text):
            day["blocks"] += 1
            day["lines"] += len([line for line in code.splitlines() if line.strip()])
    elif block["type"] == "thinking":
        day["out"] += len(block["thinking"]) // 4
        day["thinking"] += (_time(block["stop_timestamp"]) - _time(block["start_timestamp"])).total_seconds()
    elif block["type"] == "tool_use":
        day["out"] += len(json.dumps(block["input"])) // 4
    elif block["type"] == "tool_result":
        day["in"] += sum(len(part.get("text", "")) // 4 for part in block["content"])


def _add_words(day: Figures, text: str) -> None:
    for word in ("please", "thank", "?", "!"):
        day[word] += text.lower().count(word)
    day["words"] += len(re.findall(r"\b\w+\b", text.lower()))
    day["caps"] += bool(text) and len([letter for letter in text if letter.isupper()]) / len(text) > 0.5


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written)
