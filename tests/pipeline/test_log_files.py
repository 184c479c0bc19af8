"""Every file that may be a log is read, or named, wherever it lies and however it is packed."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl.checks.verify import verify
from etl.errors import ExportError
from etl.extract.parse import log
from tests.transform.providers.log_cases import answered, ask, asked, loaded, usage, written

NAMES = "select conversation_id from core.conversations order by all"


def lines(name: str) -> bytes:
    """A session of a question and an answer."""
    rows = asked(f"{name}-q", None, "Hi", name), answered(f"{name}-a", f"{name}-q", usage(9, 2), name)
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def packed(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    zstd = path.suffix == ".zst"
    path.write_bytes(pa.compress(data, codec="zstd", asbytes=True) if zstd else gzip.compress(data))
    return path


def issues(database: Path) -> list[tuple[Any, ...]]:
    return list(ask(database, "select reason, member from core.load_issues order by all"))


def test_logs_beside_and_in_zips_are_loaded(tmp_path: Path) -> None:
    place = tmp_path / "all"
    (place / "sub").mkdir(parents=True)
    (place / "sub" / "plain.jsonl").write_bytes(lines("plain"))
    with zipfile.ZipFile(place / "logs.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("home/.claude/projects/x/zipped.jsonl", lines("zipped"))
        archive.writestr("home/.codex/sessions/twice.jsonl.zst", pa.compress(lines("twice"), "zstd", asbytes=True))
    with zipfile.ZipFile(place / "export.zip", "w") as archive:
        archive.writestr("conversations.json", "[]")
        archive.writestr("logs/inner.jsonl", lines("inner"))
    found = loaded(tmp_path / "c.duckdb", place)
    assert ask(tmp_path / "c.duckdb", NAMES) == [("inner",), ("plain",), ("twice",), ("zipped",)]
    assert not found.intake.issues
    assert verify(tmp_path / "c.duckdb", [place]).is_complete
    assert loaded(tmp_path / "c.duckdb", place).outcome.unchanged == 4


@pytest.mark.parametrize("suffix", ["zst", "gz"])
def test_a_packed_log_is_that_log(tmp_path: Path, suffix: str) -> None:
    database, path = tmp_path / "c.duckdb", packed(tmp_path / "logs" / f"s.jsonl.{suffix}", lines("s"))
    loaded(database, path)
    assert ask(database, NAMES) == [("s",)]
    (tmp_path / "logs" / "s.jsonl").write_bytes(lines("s"))
    assert loaded(database, tmp_path / "logs").outcome.unchanged == 2
    assert verify(database, [tmp_path / "logs"]).is_complete


def test_of_a_packed_log_that_is_cut_all_before_is_read_and_it_is_named(tmp_path: Path) -> None:
    rows = [asked(f"q{turn}", None, f"{turn} {'x' * turn}", "s") for turn in range(3000)]
    path = packed(tmp_path / "s.jsonl.zst", "".join(json.dumps(row) + "\n" for row in rows).encode())
    path.write_bytes(path.read_bytes()[:-20])
    loaded(tmp_path / "c.duckdb", path)
    ((number,),) = ask(tmp_path / "c.duckdb", "select count(*) from core.messages")
    assert 0 < number < 3000
    assert ("file is broken", "s.jsonl.zst") in issues(tmp_path / "c.duckdb")


def test_lines_that_nobody_knows_are_named_once_and_cost_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / ".codex"
    place.mkdir()
    (place / "known.jsonl").write_bytes(lines("known"))
    (place / "history.jsonl").write_text('{"session_id": "s", "ts": 1, "text": "a secret"}\n' * 50)
    loaded(tmp_path / "c.duckdb", place)
    assert issues(tmp_path / "c.duckdb") == [("not a log of a kind we know", "history.jsonl")]
    told = ask(tmp_path / "c.duckdb", "select member, treatment from core.load_files order by all")
    assert told == [("history.jsonl", "listed"), ("known.jsonl", "conversations")]
    with pytest.raises(ExportError, match=r"history.jsonl holds no conversation .*not a log of a kind we know"):
        loaded(tmp_path / "d.duckdb", place / "history.jsonl")


def test_conversations_a_line_are_still_read_as_such(tmp_path: Path) -> None:
    chat = {"uuid": "c", "name": "A chat", "created_at": "2026-01-01T00:00:00Z", "chat_messages": []}
    (tmp_path / "chats.jsonl").write_text("".join(json.dumps(chat | {"uuid": name}) + "\n" for name in "cd"))
    loaded(tmp_path / "c.duckdb", tmp_path / "chats.jsonl")
    assert ask(tmp_path / "c.duckdb", NAMES) == [("c",), ("d",)]


def test_a_log_that_went_while_others_were_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        written(tmp_path / "logs" / f"{name}.jsonl", asked(f"{name}q", None, "Hi", name))
    original = log._Log.first

    def first(self: Any, known: Any) -> Any:
        (tmp_path / "logs" / "b.jsonl").unlink(missing_ok=True)
        return original(self, known)

    monkeypatch.setattr(log._Log, "first", first)
    loaded(tmp_path / "c.duckdb", tmp_path / "logs")
    assert ask(tmp_path / "c.duckdb", NAMES) == [("a",)]
    assert issues(tmp_path / "c.duckdb") == [("cannot be read", "b.jsonl")]
