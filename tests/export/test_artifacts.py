"""The latest version of what models wrote beside chats."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.export.artifacts import artifacts, latest
from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.claude_export import packed, said, talk


def _step(action: str, content: Any = None, is_shown: bool = True) -> dict[str, Any]:
    written = content if isinstance(content, str | None) else json.dumps(content)
    return {"action": action, "content": written, "is_shown": is_shown, "title": None, "document_type": None}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([_step("create", "one two")], "one two"),
        ([_step("create", "one two"), _step("update", {"old_str": "one", "new_str": "1"})], "1 two"),
        ([_step("create", "one one"), _step("update", {"old_str": "one", "new_str": "1"})], "1 one"),
        ([_step("create", "a"), _step("rewrite", "b")], "b"),
        ([_step("create", "a"), _step("update", [{"pattern": ".*", "replacement": "b"}])], "b"),
        ([_step("create", "a (b)"), _step("update", [{"pattern": "\\(b\\)", "replacement": "c"}])], "a c"),
        ([_step("create", "a"), _step("comment", [{"pattern": "a", "comment": "!"}])], "a"),
        ([_step("create", "a"), _step("rewrite", "b", is_shown=False)], "a"),
        ([_step("create", "a"), _step("update", {"old_str": "z", "new_str": "1"})], None),
        ([_step("create", "aaaa"), _step("update", [{"pattern": "(a+)+$", "replacement": ""}])], None),
        ([_step("update", {"old_str": "a", "new_str": "b"})], None),
        ([_step("create", "a", is_shown=False)], None),
        ([_step("create", "a"), _step("update", "not JSON")], None),
    ],
)
def test_a_document_is_what_its_steps_come_to(steps: list[dict[str, Any]], expected: str | None) -> None:
    assert latest(steps)[0] == expected


def test_every_document_is_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    def use(**given: str) -> dict[str, Any]:
        return {"type": "tool_use", "name": "artifacts", "input": {"id": "a", **given}}

    first = use(command="create", type="text/html", title="../Tide: table", content="<p>one</p>")
    chat = talk(said("human", "?"), said("assistant", first, use(command="update", old_str="one", new_str="1")))
    database, folder = tmp_path / "chats.duckdb", tmp_path / "documents"
    load([packed(tmp_path / "x.zip", conversations=[chat])], Options(database, zone="UTC"), lambda *_: None)
    assert artifacts(database, folder) == (1, {})
    assert artifacts(database, folder) == (1, {}), "again, into the same files"
    (file,) = folder.iterdir()
    assert file.read_text("utf-8") == "<p>1</p>"
    assert (file.name.partition(" [")[0], file.suffix) == (".. Tide table".strip(". "), ".html")
    assert file.stat().st_mode & 0o777 == 0o600
