"""Where agents keep the logs of their sessions: below a folder in the user's home, or what their variables name."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.extract.archive.export import is_lines


@dataclass(frozen=True, slots=True)
class Program:
    """An agent: its name, and the variable with its own folders, which hold ``kept``; else it has ``usual`` ones.

    ``ends`` are how the names of its files end where they are not JSON lines. ``inner`` is its folder below what the
    variable names, where that is a home and not the folder itself.
    """

    name: str
    variable: str
    kept: tuple[str, ...]
    usual: tuple[str, ...]
    ends: tuple[str, ...] = ()
    inner: str = ""


CLAUDE_CODE = Program("Claude Code", "CLAUDE_CONFIG_DIR", ("projects",), ("{config}/claude", "{home}/.claude"))
CODEX = Program("Codex", "CODEX_HOME", ("sessions", "archived_sessions"), ("{home}/.codex",))
GEMINI_CLI = Program("Gemini CLI", "GEMINI_CLI_HOME", ("tmp",), ("{home}/.gemini",), (".json",), ".gemini")
QWEN_CODE = Program("Qwen Code", "", ("projects",), ("{home}/.qwen",))
IFLOW = Program("iFlow", "", ("projects",), ("{home}/.iflow",))
QODER = Program("Qoder", "", ("projects",), ("{home}/.qoder",))
OPENCODE = Program("opencode", "OPENCODE_DATA_DIR", (".",), ("{data}/opencode",), (".json", ".db"))
COPILOT_CLI = Program("Copilot CLI", "COPILOT_HOME", ("session-state",), ("{home}/.copilot",))
_ABOVE = ("{config}", "{home}/Library/Application Support", "{home}/AppData/Roaming")
VSCODE_CHAT = Program(
    "VS Code chat",
    "",
    ("workspaceStorage", "globalStorage/emptyWindowChatSessions", "globalStorage/transferredChatSessions"),
    tuple(f"{above}/{editor}/User" for editor in ("Code", "Code - Insiders", "VSCodium") for above in _ABOVE),
    (".json",),
)
CLINE = Program(
    "Cline, Roo Code or Kilo Code",
    "",
    (
        *(f"{name}/tasks" for name in ("saoudrizwan.claude-dev", "rooveterinaryinc.roo-cline", "kilocode.kilo-code")),
        "sessions",
    ),
    (*(f"{usual}/globalStorage" for usual in VSCODE_CHAT.usual), "{home}/.cline/data"),
    (".json",),
)
GOOSE = Program("Goose", "", ("sessions",), ("{data}/goose", "{home}/AppData/Roaming/Block/goose/data"), (".db",))
_MOST_SHOWN = 9
"""Folders of a program that a sentence names one by one."""

PROGRAMS = {
    "claude_code": CLAUDE_CODE,
    "codex": CODEX,
    "gemini_cli": GEMINI_CLI,
    "qwen_code": QWEN_CODE,
    "iflow": IFLOW,
    "qoder": QODER,
    "opencode": OPENCODE,
    "copilot_cli": COPILOT_CLI,
    "vscode_chat": VSCODE_CHAT,
    "cline": CLINE,
    "goose": GOOSE,
}
"""All agents, by the name of the option that asks for one."""


@dataclass(frozen=True, slots=True)
class Found:
    """The folders that hold logs of what was asked for, and a sentence of each program or place that has none."""

    folders: tuple[Path, ...]
    lacking: tuple[str, ...]


def find(programs: Iterable[Program], told: Mapping[str, str], home: Path) -> Found:
    """Look for the logs of programs; ``told`` are the variables of the environment.

    A variable may name several folders, with commas between or what the system puts between paths, and each may also
    be the one that is kept inside. One folder under two names is found once.
    """
    folders: dict[Path, Path] = {}
    lacking: list[str] = []
    for program in programs:
        places = [_kept(program, place) for place in _places(program, told, home)]
        full = [[path for path in kept if _holds_logs(path, program.ends)] for kept in places]
        folders |= {path.resolve(): path for paths in full for path in paths}
        if not any(full):
            every = [path for kept in places for path in kept]
            beside = f", nor in {len(every) - _MOST_SHOWN} other places" if len(every) > _MOST_SHOWN else ""
            lacking.append(f"no logs of {program.name} in {_listed(every[:_MOST_SHOWN])}{beside}")
        elif program.variable and told.get(program.variable):
            empty = [kept for kept, paths in zip(places, full, strict=True) if not paths]
            lacking += [f"no logs of {program.name} in {_listed(kept)}" for kept in empty]
    return Found(tuple(folders.values()), tuple(lacking))


def _places(program: Program, told: Mapping[str, str], home: Path) -> list[Path]:
    named = told.get(program.variable, "").strip() if program.variable else ""
    if not named:
        config = told.get("XDG_CONFIG_HOME") or home / ".config"
        data = told.get("XDG_DATA_HOME") or home / ".local" / "share"
        return [Path(usual.format(config=config, data=data, home=home)) for usual in program.usual]
    if Path(named).is_dir():
        return [Path(named, program.inner)]
    parts = (part.strip() for some in named.split(",") for part in some.split(os.pathsep))
    return [_at_home(part, home) / program.inner for part in dict.fromkeys(parts) if part]


def _at_home(part: str, home: Path) -> Path:
    return home / part[2:] if part[:2] in ("~/", "~\\") else Path(part)


def _kept(program: Program, place: Path) -> list[Path]:
    inside = [place / name for name in program.kept]
    return inside if place.name not in program.kept or any(path.is_dir() for path in inside) else [place]


def _holds_logs(folder: Path, ends: tuple[str, ...]) -> bool:
    return any(is_lines(name) or name.endswith(ends) for name in _names(folder))


def _names(folder: Path) -> Iterator[str]:
    for _, _, names in os.walk(folder):
        yield from names


def _listed(paths: Iterable[Path]) -> str:
    *others, last = map(str, paths)
    return f"{', '.join(others)} or {last}" if others else last
