"""The projects of agents whose sessions do not name their folder: a file beside them does."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from etl.pipeline.load import load
from etl.pipeline.log_folders import PROGRAMS, find
from etl.pipeline.options import Options
from tests.conftest import ROOT

CHATS = ".config/Code/User/workspaceStorage/4f1e/chatSessions"


def _found(home: Path, *names: str) -> list[tuple[str, str | None]]:
    """Provider and project of every request of the agents of these names that have logs in a home."""
    folders = find([PROGRAMS[name] for name in names], {}, home).folders
    database = home / "chats.duckdb"
    load(folders, Options(database, account="me", zone="UTC"), lambda *_: None)
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select distinct provider, project from v1.request_usage order by all"
        return connection.execute(query).fetchall()


def _chat(home: Path, folder: str = CHATS, sample: str = "replayed_2026.jsonl") -> None:
    (home / folder).mkdir(parents=True)
    shutil.copy(ROOT / "samples" / "vscode_chat" / sample, home / folder)


def _session(home: Path, path: str) -> Path:
    """A session of Gemini CLI in a project of that path; its folder has a name of its own."""
    chats = home / ".gemini" / "tmp" / "kites-1" / "chats"
    chats.mkdir(parents=True)
    told = json.loads((ROOT / "samples" / "gemini_cli" / "document_2025.json").read_text("utf-8"))
    told["projectHash"] = sha256(path.encode()).hexdigest()
    (chats / "session-2025-10-01T08-00-5d1c3f10.json").write_text(json.dumps(told), "utf-8")
    return chats.parent


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"folder": "file:///home/ida/kiln%20page"}, "/home/ida/kiln page"),
        ({"folder": "file:///c%3A/Users/ida/kiln"}, "c:/Users/ida/kiln"),
        ({"workspace": "file:///home/ida/all.code-workspace"}, "/home/ida/all.code-workspace"),
        ({"folder": "vscode-remote://wsl%2Bubuntu/home/ida/kiln"}, "vscode-remote://wsl+ubuntu/home/ida/kiln"),
        ({"folder": 7}, "4f1e"),
        (None, "4f1e"),
    ],
)
def test_a_window_of_vs_code_is_the_folder_that_was_open_in_it(
    tmp_path: Path, told: dict[str, object] | None, name: str
) -> None:
    _chat(tmp_path)
    if told is not None:
        (tmp_path / CHATS).with_name("workspace.json").write_text(json.dumps(told), "utf-8")
    assert _found(tmp_path, "vscode_chat") == [("vscode_chat", name)]


@pytest.mark.parametrize(
    ("folder", "sample"),
    [
        (".config/Code/User/globalStorage/emptyWindowChatSessions", "replayed_2026.jsonl"),
        (CHATS, "sketch_2026.json"),
    ],
    ids=["of no window", "a document, which is read without its place"],
)
def test_other_chats_have_no_project(tmp_path: Path, folder: str, sample: str) -> None:
    _chat(tmp_path, folder, sample)
    assert _found(tmp_path, "vscode_chat") == [("vscode_chat", None)]


def test_a_project_of_gemini_cli_is_the_folder_that_stands_beside_its_sessions(tmp_path: Path) -> None:
    folder = _session(tmp_path, "/home/ida/kites")
    assert _found(tmp_path, "gemini_cli") == [("gemini_cli", sha256(b"/home/ida/kites").hexdigest())]
    (folder / ".project_root").write_text("/home/ida/kites\n", "utf-8")
    assert _found(tmp_path, "gemini_cli") == [("gemini_cli", "/home/ida/kites")]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"x" * 20_000])
def test_an_odd_file_beside_them_stops_nothing(tmp_path: Path, data: bytes) -> None:
    folder = _session(tmp_path, "/home/ida/kites")
    (folder / ".project_root").write_bytes(data)
    assert [provider for provider, _ in _found(tmp_path, "gemini_cli")] == ["gemini_cli"]
