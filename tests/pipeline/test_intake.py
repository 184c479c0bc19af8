"""Whose an export is, what is left out, and what an odd conversation may not cost."""

import json
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest

from etl.errors import EtlError, SettingError
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.pipeline.parquet import load_parquet
from etl.pipeline.spool import Spool
from etl.transform.providers import chatgpt
from tests.chatgpt_export import chain, said
from tests.conftest import ROOT

TWO = [chain(said("user", "hello"), conversation_id=name) for name in ("one", "other")]
ACCOUNTS = "select account_id, count(*) from core.conversations group by all"


def shard(folder: Path, *chats: dict[str, Any], name: str = "conversations.json") -> Path:
    """A file of conversations that does not say whose they are."""
    (folder / name).write_text(json.dumps(chats))
    return folder / name


def export(folder: Path) -> Path:
    """An export of two conversations that names its account."""
    with zipfile.ZipFile(folder / "export.zip", "w") as archive:
        archive.writestr("conversations.json", json.dumps(TWO))
        archive.writestr("user.json", json.dumps({"id": "user-1"}))
    return folder / "export.zip"


def loaded(database: Path, *paths: Path, **options: Any) -> duckdb.DuckDBPyConnection:
    load(paths, Options(database, zone="UTC", **options), lambda *_: None)
    return duckdb.connect(str(database), read_only=True)


def test_a_file_that_names_nobody_belongs_to_the_account_beside_it(tmp_path: Path) -> None:
    with loaded(tmp_path / "chats.duckdb", shard(tmp_path, TWO[0]), export(tmp_path)) as connection:
        assert connection.execute(ACCOUNTS).fetchall() == [("user-1", 2)]


def test_a_bare_file_loaded_after_the_export_belongs_to_its_account(tmp_path: Path) -> None:
    loaded(tmp_path / "chats.duckdb", export(tmp_path)).close()
    with loaded(tmp_path / "chats.duckdb", shard(tmp_path, TWO[0])) as connection:
        assert connection.execute(ACCOUNTS).fetchall() == [("user-1", 2)]


def test_an_export_loaded_after_a_bare_file_gives_it_its_account(tmp_path: Path) -> None:
    with loaded(tmp_path / "chats.duckdb", shard(tmp_path, TWO[0])) as connection:
        assert connection.execute(ACCOUNTS).fetchall() == [("default", 1)]
    for _ in range(2):
        with loaded(tmp_path / "chats.duckdb", export(tmp_path)) as connection:
            assert connection.execute(ACCOUNTS).fetchall() == [("user-1", 2)]


def test_text_is_not_lost_to_a_load_without_text(tmp_path: Path) -> None:
    loaded(tmp_path / "chats.duckdb", export(tmp_path)).close()
    with pytest.raises(SettingError, match="load without --no-text"):
        loaded(tmp_path / "chats.duckdb", export(tmp_path), keep_text=False)


def test_a_bug_in_a_provider_costs_one_conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flatten(raw: dict[str, object]) -> Any:
        if raw["title"] == "broken":
            raise KeyError("a secret")
        return original(raw)

    original = chatgpt.flatten
    monkeypatch.setattr(chatgpt, "flatten", flatten)
    sample = json.loads((ROOT / "samples" / "chatgpt" / "branches.json").read_text("utf-8"))
    one = sample[0] if isinstance(sample, list) else sample
    (tmp_path / "x.json").write_text(json.dumps([one, one | {"title": "broken", "conversation_id": "b", "id": "b"}]))
    with loaded(tmp_path / "chats.duckdb", tmp_path / "x.json") as connection:
        assert connection.execute("select count(*) from core.conversations").fetchall() == [(1,)]
        ((reason, detail),) = connection.execute("select reason, detail from core.load_issues").fetchall()
        assert "KeyError" in reason
        assert "secret" not in f"{reason}{detail}"


def test_a_spool_gives_back_what_was_put_in(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict({"n": pa.array([1, 2], pa.int64())})
    with Spool(tmp_path) as spool:
        spool.add("a", batch)
        spool.add("a", batch)
        assert [(table, reader.read_all().num_rows) for table, reader in spool.readers()] == [("a", 4)]


def test_revisions_of_two_exports_in_a_lake_differ(tmp_path: Path) -> None:
    shards = [shard(tmp_path, *TWO), shard(tmp_path, *(one | {"title": "later"} for one in TWO), name="more.json")]
    load_parquet(shards, tmp_path / "lake", Options(tmp_path / "no.duckdb", zone="UTC"), lambda *_: None)
    parts = [pyarrow.parquet.read_table(part) for part in (tmp_path / "lake" / "conversations").iterdir()]
    revisions = [revision for part in parts for revision in part["revision"].to_pylist()]
    assert len(parts) == len(shards)
    assert len(revisions) == len(set(revisions)) == 4


def test_a_part_that_cannot_be_written_is_told_in_a_sentence_and_leaves_none(tmp_path: Path) -> None:
    path, folder = export(tmp_path), tmp_path / "lake"
    load_parquet([path], folder, Options(tmp_path / "c.duckdb", zone="UTC"), lambda *_: None)
    parts = {part: part.read_bytes() for part in folder.rglob("*.parquet")}
    (messages,) = (folder / "messages").iterdir()
    messages.with_name(f"{messages.name}.partial").mkdir()
    with pytest.raises(EtlError, match=r"messages.*cannot be written .*choose another place with --parquet"):
        load_parquet([path], folder, Options(tmp_path / "c.duckdb", zone="UTC"), lambda *_: None)
    assert {part: part.read_bytes() for part in folder.rglob("*.parquet")} == parts
    assert [part.name for part in folder.rglob("*.partial") if part.is_file()] == []
