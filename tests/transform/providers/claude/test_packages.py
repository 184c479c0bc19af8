"""Exports of every era and in every packing: they load as one, and belong to one person."""

import json
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.errors import ExportError
from etl.extract.archive import exports
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.pipeline.sources import sources
from etl.rows.loads import Issue, LoadFile
from etl.transform.providers.registry import OURS
from tests.claude_export import ACCOUNT, packed, said, talk
from tests.conftest import ROOT

USERS = [{"uuid": ACCOUNT, "full_name": "Ines Invented", "email_address": "ines@invented.example"}]
PROJECT = {
    "uuid": "p1",
    "name": "Garden",
    "description": "Beds",
    "prompt_template": "Be brief",
    "is_private": True,
    "created_at": "2025-01-01T00:00:00Z",
    "docs": [{"uuid": "d1", "filename": "soil.md", "content": "Loam"}],
}
MEMORY = {
    "account_uuid": ACCOUNT,
    "conversations_memory": "Likes rain",
    "memory_files": [{"path": "/a.md", "content": "Notes", "updated_at": "2026-01-01T00:00:00Z"}],
    "project_memories": {"p1": "Grows beans"},
}


def parts(folder: Path) -> list[Path]:
    """The category zips of 2026."""
    folder.mkdir()
    for number in range(2):
        one = talk(said("human", "hello"), said("assistant", "hi"), name=f"c{number}")
        packed(folder / f"conversations-00{number}.zip", conversations=[one])
    packed(folder / "projects-000.zip", projects__p1=PROJECT)
    packed(folder / "memories-000.zip", **{f"memories__{ACCOUNT}": MEMORY})
    packed(folder / "light_metadata-000.zip", users=USERS, login_history=[])
    packed(folder / "design_chats-000.zip", design_chats__x={"uuid": "x", "messages": []})
    (folder / "manifest-1-2.json").write_text(json.dumps({"version": "1.0", "data_files": []}), "utf-8")
    return sorted(folder.iterdir())


def loaded(database: Path, *paths: Path, **options: Any) -> duckdb.DuckDBPyConnection:
    load(paths, Options(database, zone="UTC", **options), lambda *_: None)
    return duckdb.connect(str(database), read_only=True)


def counts(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    tables = ("conversations", "accounts", "projects", "project_documents", "memories")
    return connection.execute("select " + ", ".join(f"(select count(*) from core.{one})" for one in tables)).fetchall()


def unpacked(folder: Path) -> None:
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as file:
            file.extractall(path.with_suffix(""))
        path.unlink()


def test_the_parts_of_2026_load_as_one(tmp_path: Path) -> None:
    parts(tmp_path / "export")
    with loaded(tmp_path / "chats.duckdb", tmp_path / "export") as connection:
        assert counts(connection) == [(2, 1, 1, 1, 3)]
        owners = "select distinct account_id from core.conversations union all select account_id from core.memories"
        assert set(connection.execute(owners).fetchall()) == {(ACCOUNT,)}
        told = "select distinct treatment from core.load_files where member like '%design_chats/%'"
        assert connection.execute(told).fetchall() == [("listed",)]


def test_the_parts_of_2026_are_the_same_one_by_one_and_unpacked(tmp_path: Path) -> None:
    given, folder = parts(tmp_path / "export"), tmp_path / "export"
    found = [told(folder), told(*given)]
    unpacked(folder)
    assert [*found, told(folder)] == found[:1] * 3
    assert found[0][0] == {ACCOUNT}


def told(*paths: Path) -> tuple[set[str], list[str], list[str]]:
    """Whose the exports of some paths are, what became of their members but the list of parts, and their rows."""
    found = sources(exports(paths), None, {}, OURS)
    rows = [row for source in found for _, row in source.rows]
    files = [row for row in rows if isinstance(row, LoadFile) and "manifest" not in row.member]
    members = [f"{Path(row.member).name} {row.treatment}" for row in files]
    others = [str(row) for row in rows if not isinstance(row, LoadFile | Issue)]
    return {source.account_id for source in found}, sorted(members), sorted(others)


@pytest.mark.parametrize("way", ["folder", "paths", "unpacked"])
def test_parts_that_the_manifest_names_and_nobody_gave_are_told(tmp_path: Path, way: str) -> None:
    given, folder = parts(tmp_path / "export"), tmp_path / "export"
    listed = [
        {"category": path.stem.rpartition("-")[0], "filename": path.name} for path in given if path.suffix == ".zip"
    ]
    (folder / "manifest-1-2.json").write_text(json.dumps({"version": "1.0", "data_files": listed}), "utf-8")
    (folder / "conversations-001.zip").unlink()
    (folder / "memories-000.zip").unlink()
    (folder / "projects-000.zip").rename(folder / "projects-000 (1).zip")
    if way == "unpacked":
        unpacked(folder)
    found = exports(sorted(folder.iterdir()) if way == "paths" else [folder])
    told = [issue for export in found for issue in export.issues if issue.reason == "part of the export not given"]
    assert sorted((issue.severity, issue.member) for issue in told) == [
        ("note", "memories-000.zip"),
        ("warning", "conversations-001.zip"),
    ]


@pytest.mark.parametrize("told", [b"", b"[]", b"{}", b'{"data_files": [1]}', b'{"data_files": 3}', b"\xff"])
def test_an_odd_list_of_parts_costs_nothing(tmp_path: Path, told: bytes) -> None:
    parts(tmp_path / "export")
    (tmp_path / "export" / "manifest-1-2.json").write_bytes(told)
    assert [issue.severity for export in exports([tmp_path / "export"]) for issue in export.issues] == ["note"] * 4


def test_a_part_alone_gets_one_sentence(tmp_path: Path) -> None:
    part = packed(tmp_path / "memories-000.zip", memories__x=MEMORY)
    with pytest.raises(ExportError, match=r"holds no conversations\.json; give it together with the part"):
        exports([part])


@pytest.mark.parametrize("first", ["named", "bare"])
def test_several_exports_of_one_person_are_one_account_even_without_users(tmp_path: Path, first: str) -> None:
    """In either order; a chat of another provider, whose export names nobody, keeps its own account."""
    named = packed(tmp_path / "data.zip", conversations=[talk(said("human", "a"), name="c1")], users=USERS)
    bare = packed(tmp_path / "bare.zip", conversations=[talk(said("human", "b"), name="c2")])
    other = ROOT / "samples" / "chatgpt" / "branches.json"
    order = [named, bare] if first == "named" else [bare, named]
    loaded(tmp_path / "chats.duckdb", order[0], other).close()
    with loaded(tmp_path / "chats.duckdb", order[1]) as connection:
        asked = "select distinct provider, account_id from core.conversations order by all"
        assert connection.execute(asked).fetchall() == [("chatgpt", "default"), ("claude", ACCOUNT)]


def test_an_account_given_by_name_holds_for_all_and_without_text_projects_and_memories_keep_their_names_only(
    tmp_path: Path,
) -> None:
    given = parts(tmp_path / "export")
    with loaded(tmp_path / "chats.duckdb", *given, account="work", keep_text=False) as connection:
        owners = "select account_id from core.conversations union select account_id from core.accounts"
        assert connection.execute(owners).fetchall() == [("work",)]
        words = "select name, description, prompt_template from core.projects"
        assert connection.execute(words).fetchall() == [("Garden", None, None)]
        assert connection.execute("select count(content), count(*) from core.memories").fetchall() == [(0, 3)]


def test_an_export_of_several_people_is_of_whom_each_chat_names(tmp_path: Path) -> None:
    people = [*USERS, {"uuid": "22", "full_name": "Otto Other"}]
    export = packed(tmp_path / "data.zip", conversations=[talk(said("human", "a"))], users=people)
    with loaded(tmp_path / "chats.duckdb", export) as connection:
        assert connection.execute("select distinct account_id from core.conversations").fetchall() == [(ACCOUNT,)]
        asked = "select count(*) from core.load_issues where reason like 'an export of several people%'"
        assert connection.execute(asked).fetchall() == [(0,)]


def test_every_sample_is_all_there_and_a_second_load_changes_nothing(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    samples = {name: sorted((ROOT / "samples" / name).glob("*.json")) for name in ("claude", "deepseek")}
    asked = "select count(*), sum(nodes), (select count(*) from core.messages) from core.conversations"
    with loaded(database, *samples["claude"], *samples["deepseek"]) as connection:
        before = connection.execute(asked).fetchall()
    with loaded(database, *samples["claude"], *samples["deepseek"]) as connection:
        assert connection.execute(asked).fetchall() == before
    for paths in samples.values():
        found = verify(database, paths)
        assert (found.missing_conversations, found.missing_messages, found.differing_messages) == ([], [], [])
        assert found.conversations > 1
