"""What was published from chats: read with its versions, and linked to the chat that published it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.export.artifacts import artifacts
from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.claude_export import ACCOUNT, said, talk

ROWS = """select artifact_id, version_id, file_name, is_active, content, conversation_id
    from v1.artifact_files order by all"""
MOVED = {"id": "v2", "title": "Tides &amp; moon", "description": "Adds the moon", "created_at": "2026-09-21T15:00:00Z"}
FIRST = {"id": "v1", "title": "Tides", "created_at": "2026-09-20T15:00:00Z"}


def frame(name: str = "f1", *versions: dict[str, Any], **more: Any) -> dict[str, Any]:
    active = versions[0]["id"] if versions else None
    return {
        "id": name,
        "kind": "artifact",
        "visibility": "private",
        "owner_account": ACCOUNT,
        "active_version": active,
        "versions": list(versions),
        **more,
    }


def loaded(tmp_path: Path, files: dict[str, Any], *chats: Any, **options: Any) -> Path:
    """The database of an export with those files; what is no text or bytes is JSON."""
    path, database = tmp_path / "export.zip", tmp_path / "chats.duckdb"
    with zipfile.ZipFile(path, "w") as packed:
        for name, held in {"conversations.json": list(chats), **files}.items():
            packed.writestr(name, held if isinstance(held, str | bytes) else json.dumps(held))
    load([path], Options(database, zone="UTC", **options), lambda *_: None)
    assert verify(database, [path]).is_complete
    return database


def ask(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


CHAT = talk(said("human", "Hi"), said("assistant", "Ho"))


@pytest.mark.parametrize("prefix", ["", "frames-000/", "export/frames-000/"])
def test_every_version_is_kept_and_the_shown_one_told(tmp_path: Path, prefix: str) -> None:
    files = {
        f"{prefix}artifacts/f1/artifact.json": frame("f1", MOVED, FIRST),
        f"{prefix}artifacts/f1/versions/v1.html": "<p>old</p>",
        f"{prefix}artifacts/f1/versions/v2.html": "\ufeff<p>new</p>",
    }
    database = loaded(tmp_path, files, CHAT)
    assert ask(database, ROWS) == [
        ("f1", "v1", "index.html", False, "<p>old</p>", None),
        ("f1", "v2", "index.html", True, "<p>new</p>", None),
    ]
    told = ask(
        database, "select account_id, title, description, visibility, kind from v1.artifact_files order by title"
    )
    assert told[1] == (ACCOUNT, "Tides & moon", "Adds the moon", "private", "artifact")
    assert ask(database, "select reason from v1.load_issues") == []


def test_a_rollback_shows_what_artifact_json_says(tmp_path: Path) -> None:
    told = frame("f1", MOVED, FIRST, active_version="v1")
    files = {"artifacts/f1/artifact.json": told, "artifacts/f1/versions/v1.html": "old"}
    assert ask(loaded(tmp_path, files, CHAT), ROWS) == [
        ("f1", "v1", "index.html", True, "old", None),
        ("f1", "v2", "", False, None, None),
    ]


def test_a_version_of_several_files_has_a_row_each_and_none_for_what_the_product_adds(tmp_path: Path) -> None:
    files = {
        "artifacts/f1/artifact.json": frame("f1", MOVED),
        "artifacts/f1/versions/v2.files.json": {"files": []},
        "artifacts/f1/versions/v2/index.html": "page",
        "artifacts/f1/versions/v2/img/moon.png": b"\x89PNG",
        "artifacts/f1/versions/v2/project/deck.json": "{}",
        "artifacts/f1/versions/v2/SKILL.md": "how to",
        "artifacts/f1/versions/v2/artifact-type/app.js": "run()",
    }
    assert [row[2:5] for row in ask(loaded(tmp_path, files, CHAT), ROWS)] == [
        ("img/moon.png", True, None),
        ("index.html", True, "page"),
        ("project/deck.json", True, "{}"),
    ]


def test_a_page_is_its_newest_text_and_older_versions_are_named(tmp_path: Path) -> None:
    files = {"artifacts/p/artifact.json": frame("p", MOVED, FIRST, kind="page"), "artifacts/p/page.md": "# Plan"}
    assert [row[1:5] for row in ask(loaded(tmp_path, files, CHAT), ROWS)] == [
        ("v1", "", False, None),
        ("v2", "page.md", True, "# Plan"),
    ]


def test_versions_that_artifact_json_no_longer_lists_are_kept(tmp_path: Path) -> None:
    files = {"artifacts/f1/artifact.json": frame("f1", MOVED), "artifacts/f1/versions/v0.html": "oldest"}
    assert [row[1:5] for row in ask(loaded(tmp_path, files, CHAT), ROWS)] == [
        ("v0", "index.html", False, "oldest"),
        ("v2", "", True, None),
    ]


def test_a_damaged_artifact_json_is_told_and_its_files_are_kept(tmp_path: Path) -> None:
    files = {"artifacts/f1/artifact.json": "{", "artifacts/f1/versions/v1.html": "page"}
    database = loaded(tmp_path, files, CHAT)
    assert [row[:3] for row in ask(database, ROWS)] == [("f1", "v1", "index.html")]
    assert ask(database, "select severity, reason from v1.load_issues") == [("warning", "a side file is not JSON")]


def test_comments_are_named_as_not_read(tmp_path: Path) -> None:
    files = {"artifacts/f1/artifact.json": frame("f1", MOVED), "artifacts/f1/artifact_comments.json": {"threads": []}}
    told = ask(loaded(tmp_path, files, CHAT), "select reason, detail from v1.load_issues")
    assert told == [("listed, not read", "comments")]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "tool_result", "name": "Artifact", "display_content": {"published_artifact_id": "f1"}, "content": []},
        {"type": "tool_result", "name": "Artifact", "structured_content": {"artifact_id": "f1"}, "content": []},
        {"type": "tool_use", "name": "Artifact", "input": {"url": f"https://claude.ai/code/artifact/{'f' * 36}"}},
    ],
    ids=["shown", "structured", "address"],
)
def test_it_is_linked_to_the_chat_that_published_it(tmp_path: Path, block: dict[str, Any]) -> None:
    name = "f" * 36 if block["type"] == "tool_use" else "f1"
    chat = talk(said("human", "Publish."), said("assistant", block, "Done."))
    chat["account"] = {"uuid": ACCOUNT}
    files = {f"artifacts/{name}/artifact.json": frame(name, MOVED), f"artifacts/{name}/versions/v2.html": "page"}
    (row,) = ask(loaded(tmp_path, files, chat), ROWS)
    assert (row[4], row[5]) == ("page", chat["uuid"])


def test_without_text_nothing_of_it_is_stored(tmp_path: Path) -> None:
    files = {"artifacts/f1/artifact.json": frame("f1", MOVED), "artifacts/f1/versions/v2.html": "page"}
    database = loaded(tmp_path, files, CHAT, keep_text=False)
    assert ask(database, "select content, description from core.artifact_files") == [(None, None)]


def test_the_shown_version_is_exported(tmp_path: Path) -> None:
    files = {
        "artifacts/f1/artifact.json": frame("f1", MOVED, FIRST),
        "artifacts/f1/versions/v1.html": "old",
        "artifacts/f1/versions/v2.html": "new",
    }
    assert artifacts(loaded(tmp_path, files, CHAT), tmp_path / "out") == (1, {})
    (file,) = (tmp_path / "out").iterdir()
    assert (file.read_text("utf-8"), file.suffix) == ("new", ".html")


def test_files_that_a_model_keeps_where_it_runs_code_are_documents(tmp_path: Path) -> None:
    def use(name: str, failed: bool = False, **given: str) -> list[dict[str, Any]]:
        call = {"type": "tool_use", "id": f"t{len(given)}{name}{failed}", "name": name, "input": given}
        return [call, {"type": "tool_result", "tool_use_id": call["id"], "content": [], "is_error": failed}]

    made = use("create_file", path="/out/report.md", file_text="high water", description="Report")
    edit = use("str_replace", path="/out/report.md", old_str="high", new_str="low")
    failed = use("str_replace", failed=True, path="/out/report.md", old_str="absent", new_str="x")
    chat = talk(said("human", "Write."), said("assistant", *made, *edit, *failed, "Done."))
    assert artifacts(loaded(tmp_path, {}, chat), tmp_path / "out") == (1, {})
    (file,) = (tmp_path / "out").iterdir()
    assert (file.read_text("utf-8"), file.suffix) == ("low water", ".md")
