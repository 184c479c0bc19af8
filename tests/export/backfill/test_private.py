"""The attack table of the web app, row 53: what etl backfill writes holds numbers, no word of a chat."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.export.backfill.backfill_cases import backfill

_FORMAT = ("type", "sender")
"""Where the words of the format stand, such as assistant."""
_EXACT = ["--exact", "--timezone", "Europe/Zurich", "--assume-claude-model", "claude-sonnet-4-5"]


@pytest.mark.parametrize("more", [[], _EXACT])
def test_row_53_no_title_and_no_text_of_a_chat_is_in_the_statistics(tmp_path: Path, more: list[str]) -> None:
    chats = [chat for path in sorted((ROOT / "samples/claude").glob("*.json")) for chat in json.loads(path.read_text())]
    export, summary = tmp_path / "conversations.json", tmp_path / "summary.json"
    export.write_text(json.dumps(chats))
    told = backfill(export, "--json-only", "-o", summary, *more)
    assert told.exit_code == 0, told.output
    assert stat.S_IMODE(summary.stat().st_mode) == 0o600
    private = {words.strip().lower() for words in _strings(chats) if len(words.strip()) > 4}
    assert len(private) > 300
    for said in (summary.read_text(), told.output):
        assert len(said) > 500
        assert [words for words in private if words in said.lower()] == []


def _strings(value: Any) -> Iterator[str]:
    """Every string there is in a piece of JSON, but for the words of the format."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in _FORMAT:
                yield from _strings(each)
