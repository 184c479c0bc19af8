"""Logs that grow, are made smaller in place, or come late as an older copy obey the rule of exports."""

import json
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import ROOT
from tests.pipeline.reload_cases import ask, content, lacking, loaded

LOG = (ROOT / "samples" / "claude_code" / "session_2025.jsonl").read_text("utf-8").splitlines(keepends=True)


def _slim(row: str) -> str:
    """The same row without what a tool answered, as programs write it that make logs smaller in place."""
    told = json.loads(row)
    told.pop("toolUseResult", None)
    blocks = told.get("message", {}).get("content")
    for block in blocks if isinstance(blocks, list) else []:
        if block["type"] == "tool_result":
            block["content"] = "[cut]"
    return json.dumps(told) + "\n"


def _kept(folder: Path, rows: Iterable[str]) -> Path:
    """A log in a folder of its own, always under the same name: a session is known by it."""
    folder.mkdir(exist_ok=True)
    (folder / "session_2025.jsonl").write_text("".join(rows), "utf-8")
    return folder


def test_a_log_that_grew_is_renewed_and_an_older_copy_of_it_changes_nothing(tmp_path: Path) -> None:
    short, full = _kept(tmp_path / "short", LOG[:4]), _kept(tmp_path / "full", LOG)
    databases = [tmp_path / "grown.duckdb", tmp_path / "late.duckdb"]
    for database, order in zip(databases, ((short, full), (full, short)), strict=True):
        for place, folder in enumerate(order, 1):
            loaded(database, folder)
            assert lacking(database, order[:place]) == []
    assert content(databases[0]) == content(databases[1])
    assert ask(databases[1], "select last_load_id, is_in_newest_export from core.conversations, v1.conversations") == [
        (1, True)
    ]


def test_a_log_made_smaller_in_place_is_renewed_and_loses_no_row(tmp_path: Path) -> None:
    database, place = tmp_path / "chats.duckdb", _kept(tmp_path / "logs", LOG)
    loaded(database, place)
    before = ask(database, "select count(*) from core.messages")
    told = loaded(database, _kept(place, [_slim(row) for row in LOG])).outcome
    assert (told.changed, told.replaced) == (1, {"text": 1})
    assert lacking(database, [place]) == []
    loaded(database, _kept(place, LOG[:4]))
    assert (ask(database, "select count(*) from core.messages"), lacking(database, [place])) == (before, [])
    loaded(database, _kept(place, LOG))
    assert ask(database, "select count(*) from core.messages where text = '[cut]'") == [(0,)]
