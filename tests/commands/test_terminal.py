"""What reaches a terminal: a real one, so that it is known what is shown there and what goes into files and pipes."""

import csv
import json
import re
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.commands.terminal import guard
from etl.reporting.charts.draw import names
from etl.reporting.html.fragments import table
from etl.reporting.reports.table import Table
from etl.state.file import state_path
from tests.chatgpt_export import chain, said
from tests.commands.terminal_cases import FORBIDDEN, HOSTILE, OUR_OWN, TRICKS, shown, terminal

FORMS = ("table", "csv", "json", "jsonl", "md")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which whatever others name is named so as to do harm."""
    folder = tmp_path_factory.mktemp("hostile")
    meta: dict[str, Any] = {"model_slug": HOSTILE}
    chat = chain(said("user", HOSTILE), said("assistant", HOSTILE), title=HOSTILE, create_time=1_700_000_000.0)
    chat["mapping"]["n1"]["message"] |= {"metadata": meta, "create_time": 1_700_000_000.0}
    packed = folder / "export.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("conversations.json", json.dumps([chat]))
        file.writestr(f"{HOSTILE}.json", "{")
    database = folder / "chats.duckdb"
    asked = ["load", str(packed), "--db", str(database), "--account", HOSTILE]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert CliRunner().invoke(main, ["categorize", "--db", str(database)]).exit_code == 0
    with closing(sqlite3.connect(state_path(database))) as state, state:
        state.execute("update labels set category = ?, reason = ?", (HOSTILE, HOSTILE))
    return database


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("asked", ["title", "text", "account_id", "conversation_id"])
def test_no_cell_moves_a_terminal(hostile: Path, monkeypatch: pytest.MonkeyPatch, form: str, asked: str) -> None:
    view = "messages" if asked == "text" else "conversations"
    statement = f'select {asked} as "{HOSTILE.replace(chr(34), "")}" from {view} limit 1'
    screen = shown(monkeypatch, "sql", statement, "--db", hostile, "--format", form)
    assert not FORBIDDEN.search(screen)
    assert "\\u202e" in screen
    if form == "json":
        (row,) = json.loads(screen)["rows"]
        assert list(row.values()) == ["c" if asked == "conversation_id" else HOSTILE]


SAID: dict[str, tuple[str, ...]] = {
    "no such command": (HOSTILE,),
    "no such option": ("load", f"--{HOSTILE}"),
    "no such report": ("report", HOSTILE),
    "no such chart": ("chart", HOSTILE),
    "no such zone": ("timezone", HOSTILE),
    "no such view": ("export", HOSTILE, "-o", "-"),
    "no such conversation": ("categorize", "why", HOSTILE),
    "no such plan": ("plan", "add", HOSTILE, HOSTILE, "--from", "2024-01"),
    "no such price": ("prices", "remove", "price", HOSTILE, HOSTILE, "2024-01-01"),
    "no such statement": ("sql", f"select '{HOSTILE}' from nowhere"),
    "no such export": ("load", HOSTILE),
    "no such package": ("load", "x.json", "--provider-package", HOSTILE),
    "reports": ("report", "overview"),
    "models": ("report", "models"),
    "unpriced": ("report", "unpriced"),
    "conversations": ("report", "conversations"),
    "quality": ("report", "quality"),
    "drift": ("report", "drift"),
    "doctor": ("doctor",),
    "categories": ("categorize", "list"),
    "why": ("categorize", "why", "c"),
    "undo": ("categorize", "undo"),
    "what would be sent": ("categorize", "--ai", "--show", "--base-url", "http://127.0.0.1:1/v1", "--no-redact"),
    "prices": ("prices", "list", HOSTILE),
    "rules": ("prices", "map", HOSTILE, "gpt-4o"),
    "assumptions": ("prices", "assume", HOSTILE, "--provider", "claude"),
    "chats": ("export", "conversations", "--format", "jsonl", "-o", "-"),
    "view": ("export", "messages", "-o", "-"),
    "chart": ("chart", "models"),
}


@pytest.mark.parametrize("name", SAID)
def test_no_command_moves_a_terminal(hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ETL_DB", str(_copied(hostile, tmp_path)))
    monkeypatch.setenv("NO_COLOR", "1")
    screen = shown(monkeypatch, *SAID[name])
    assert screen
    assert not FORBIDDEN.search(screen)


def test_no_name_of_a_file_or_member_moves_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tricks = "".join(TRICKS[name] for name in ("clipboard", "c1", "overrides", "return")).replace("/", "")
    folder = tmp_path / f"{tricks}\n"
    folder.mkdir()
    path = folder / f"{tricks}\nOdd nothing.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{tricks}\n/conversations.json", "nothing")
    refused = shown(monkeypatch, "load", path, "--db", folder / "chats.duckdb", "--progress", "json")
    assert not FORBIDDEN.search(refused)
    assert refused.count("\n") == 1
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("conversations.json", json.dumps([chain(said("user", "hello"))]))
    (folder / "bad.duckdb").write_text("text")
    asked = [
        *(("load", path, "--parquet", folder / "lake"), ("load", path), ("load", path, "--dry-run"), ("verify", path)),
        *(("doctor",), ("export", "messages", "-o", folder / "m.csv"), ("chart", "models", "-o", folder / "m.svg")),
        *(("notebook", "--no-open", "-o", folder / "n.ipynb"), ("report", "--html", folder / "r.html")),
        *(("timezone", "UTC"), ("doctor", "--db", folder / "bad.duckdb"), ("export", "messages", "-o", folder)),
    ]
    for arguments in asked:
        monkeypatch.setenv("ETL_DB", str(folder / "chats.duckdb"))
        screen = shown(monkeypatch, *arguments)
        assert screen
        assert not FORBIDDEN.search(screen), arguments
        assert "nothing.zip" not in screen or "\nOdd nothing" not in screen


def test_colours_and_bars_of_our_own_are_shown(hostile: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for arguments in (["report", "overview"], ["export", "messages", "-o", str(tmp_path / "m.csv")]):
        with terminal(monkeypatch) as seen, pytest.raises(SystemExit):
            main([*arguments, "--db", str(hostile)])
        screen = b"".join(seen).decode()
        assert OUR_OWN.search(screen)
        assert not FORBIDDEN.search(OUR_OWN.sub("", screen))


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_pipes_and_files_keep_their_bytes(hostile: Path, form: str) -> None:
    asked = ["sql", "select title from conversations", "--db", str(hostile), "--format", form]
    piped = CliRunner().invoke(main, asked).stdout
    kept = json.loads(piped)["title"] if form == "jsonl" else next(csv.reader(piped.splitlines(keepends=True)[1:]))[0]
    assert kept == HOSTILE


def test_a_bug_of_ours_is_told_without_moving_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as seen:
        guard()
        print(HOSTILE, file=sys.stderr)
        sys.stdout.buffer.write(HOSTILE.encode()[:-20])
        sys.stdout.flush()
    screen = b"".join(seen).decode()
    assert not FORBIDDEN.search(screen)
    assert screen.count("\\u202e") == 2


def test_no_page_and_no_picture_turns_the_words_beside_it_around(hostile: Path, tmp_path: Path) -> None:
    page, charts = tmp_path / "r.html", [tmp_path / f"{name}.svg" for name in names()]
    asked = [["report", "--html", str(page), "--account", HOSTILE]]
    asked += [["chart", path.stem, "-o", str(path)] for path in charts]
    for arguments in asked:
        assert CliRunner().invoke(main, [*arguments, "--db", str(hostile)]).exit_code == 0
    for path in (page, *charts):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", path.read_text("utf-8"))
    assert "fdp.exe" in page.read_text("utf-8")
    assert "שלום \u200fעולם" in table(Table("t", ("a",), ("VARCHAR",), [("שלום \u200fעולם",)]), "t", "")


def _copied(database: Path, folder: Path) -> Path:
    for name in (database.name, "chats.state.sqlite"):
        copyfile(database.with_name(name), folder / name)
    return folder / database.name
