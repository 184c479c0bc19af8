"""Where logs are looked for, and that whatever has none is named."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from etl.pipeline.log_folders import CLAUDE_CODE, CODEX, GEMINI_CLI, OPENCODE, VSCODE_CHAT, Found, Program, find


def log(path: Path) -> Path:
    """A file that a log could be; the folder it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}\n")
    return path.parent


def looked(home: Path, *programs: Program, **told: str) -> Found:
    return find(programs or (CLAUDE_CODE, CODEX), told, home)


def test_every_usual_place_is_looked_into(tmp_path: Path) -> None:
    folders = [
        log(tmp_path / ".config/claude/projects/a.jsonl"),
        log(tmp_path / ".claude/projects/a.jsonl"),
        log(tmp_path / ".codex/sessions/a.jsonl"),
        log(tmp_path / ".codex/archived_sessions/a.jsonl.zst"),
    ]
    assert looked(tmp_path) == Found(tuple(folders), ())


def test_the_place_for_settings_may_be_another(tmp_path: Path) -> None:
    folder = log(tmp_path / "settings/claude/projects/a.jsonl")
    found = looked(tmp_path, CLAUDE_CODE, XDG_CONFIG_HOME=str(tmp_path / "settings"))
    assert found.folders == (folder,)


@pytest.mark.parametrize("between", [",", " , ", os.pathsep])
def test_a_variable_names_several_folders_instead_of_the_usual(tmp_path: Path, between: str) -> None:
    log(tmp_path / ".claude/projects/a.jsonl")
    work, own = log(tmp_path / "work/projects/a.jsonl"), log(tmp_path / "own/projects/a.jsonl")
    told = between.join((str(work.parent), str(own.parent)))
    assert looked(tmp_path, CLAUDE_CODE, CLAUDE_CONFIG_DIR=told) == Found((work, own), ())


def test_a_variable_may_name_the_inner_folder_one_of_home_or_one_with_a_comma(tmp_path: Path) -> None:
    inner = log(tmp_path / "work/projects/a.jsonl")
    odd = log(tmp_path / "ada, work/projects/a.jsonl")
    for told, folder in ((str(inner), inner), ("~/work", inner), (str(odd.parent), odd)):
        assert looked(tmp_path, CLAUDE_CODE, CLAUDE_CONFIG_DIR=told) == Found((folder,), ())


def test_one_folder_under_two_names_is_found_once(tmp_path: Path) -> None:
    log(tmp_path / ".claude/projects/a.jsonl")
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config/claude").symlink_to(tmp_path / ".claude")
    assert len(looked(tmp_path, CLAUDE_CODE).folders) == 1


@pytest.mark.parametrize("told", [{}, {"CODEX_HOME": ""}])
def test_what_has_no_logs_is_named_with_every_place(tmp_path: Path, told: Mapping[str, str]) -> None:
    (tmp_path / ".codex/sessions").mkdir(parents=True)
    log(tmp_path / ".claude/projects/a.jsonl")
    (lacking,) = find((CLAUDE_CODE, CODEX), told, tmp_path).lacking
    places = tmp_path / ".codex/sessions", tmp_path / ".codex/archived_sessions"
    assert lacking == f"no logs of Codex in {places[0]} or {places[1]}"


def test_of_several_named_folders_those_without_logs_are_named(tmp_path: Path) -> None:
    work = log(tmp_path / "work/projects/a.jsonl")
    found = looked(tmp_path, CLAUDE_CODE, CLAUDE_CONFIG_DIR=f"{work.parent},{tmp_path / 'gone'}")
    assert found == Found((work,), (f"no logs of Claude Code in {tmp_path / 'gone' / 'projects'}",))


def test_a_home_of_gemini_cli_holds_its_folder(tmp_path: Path) -> None:
    folder = log(tmp_path / "other/.gemini/tmp/p/chats/s.jsonl").parents[1]
    assert looked(tmp_path, GEMINI_CLI, GEMINI_CLI_HOME=str(tmp_path / "other")) == Found((folder,), ())


def test_the_place_for_data_may_be_another(tmp_path: Path) -> None:
    folder = log(tmp_path / "data/opencode/opencode.db")
    assert looked(tmp_path, OPENCODE, XDG_DATA_HOME=str(tmp_path / "data")).folders == (folder,)


@pytest.mark.parametrize("editor", ["Code", "Code - Insiders", "VSCodium"])
@pytest.mark.parametrize("above", [".config", "Library/Application Support", "AppData/Roaming"])
def test_every_edition_of_vs_code_is_looked_for_on_every_system(tmp_path: Path, above: str, editor: str) -> None:
    folder = log(tmp_path / above / editor / "User/workspaceStorage/h/chatSessions/s.jsonl").parents[1]
    assert looked(tmp_path, VSCODE_CHAT) == Found((folder,), ())


def test_of_many_places_the_first_are_named(tmp_path: Path) -> None:
    (told,) = looked(tmp_path, VSCODE_CHAT).lacking
    assert told.endswith("nor in 18 other places")
