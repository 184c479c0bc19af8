"""Every option of load that changes rows changes those of --parquet too, and no new one can be forgotten."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.commands.load import command
from etl.state.file import settings
from tests import claude_export
from tests.conftest import ROOT
from tests.pipeline import goose_database
from tests.transform.providers.plugin_cases import PACKAGE, Site, block, chats, on_path

NO_ROWS = {
    "exports": "what is read",
    "database": "where the rows go",
    "parquet": "where the rows go",
    "lake": "where the rows go",
    "jobs": "who makes them",
    "engine": "who makes them",
    "master": "who makes them",
    "form": "how it is told",
    "searchable": "what lies beside the rows",
    "strict": "the exit status",
    "dry_run": "makes none",
    "watched": "how often they are made",
    "seconds": "how often they are made",
}
"""The parameters of load that change no row, and what they change."""


class Probe(NamedTuple):
    """Arguments with an option that changes rows, and those without it; ``before`` are of a load before both."""

    given: Sequence[str]
    without: Sequence[str]
    before: Sequence[str] = ()


PROBES = {
    "account": Probe(["claude.json", "--account", "work"], ["claude.json"]),
    "accounts": Probe(["claude.json", "--accounts", "accounts.csv"], ["claude.json"]),
    "account_from": Probe(["claude.json", "--account-from", "folder"], ["claude.json"]),
    "zone": Probe(["claude.json", "--timezone", "Pacific/Auckland"], ["claude.json", "--timezone", "UTC"]),
    "keep_text": Probe(["claude.json", "--no-text"], ["claude.json"]),
    "claude_model": Probe(["claude.json", "--assume-claude-model", "claude-3-opus"], ["claude.json"]),
    "packages": Probe(["claude.json", "chats.json", "--provider-package", PACKAGE], ["claude.json", "chats.json"]),
    "forgotten": Probe(
        ["claude.json", "chats.json", "--forget-provider-package", PACKAGE],
        ["claude.json", "chats.json"],
        ["chats.json", "--provider-package", PACKAGE],
    ),
    "claude_code": Probe(["claude.json", "--claude-code"], ["claude.json"]),
    "codex": Probe(["claude.json", "--codex"], ["claude.json"]),
    **{
        name: Probe(["claude.json", f"--{name.replace('_', '-')}"], ["claude.json"])
        for name in (
            "gemini_cli",
            "qwen_code",
            "iflow",
            "qoder",
            "opencode",
            "copilot_cli",
            "vscode_chat",
            "cline",
            "goose",
        )
    },
    "agents": Probe(["claude.json", "--agents"], ["claude.json"]),
}
"""By parameter how to see that it changes rows."""

KEPT = {
    "claude_code/session_2025.jsonl": ".claude/projects",
    "codex/totals_2026.jsonl": ".codex/sessions",
    "gemini_cli/document_2025.json": ".gemini/tmp/p/chats",
    "qwen_code/bread_2026.jsonl": ".qwen/projects",
    "iflow/session-0a0a0a0a-0000-4000-8000-0000000000b2.jsonl": ".iflow/projects",
    "qoder/credits_2026.jsonl": ".qoder/projects",
    "opencode/boat_2026.json": ".local/share/opencode",
    "copilot_cli/resumed_2026.jsonl": ".copilot/session-state",
    "vscode_chat/adder_2025.json": ".config/Code/User/workspaceStorage/a/chatSessions",
}
"""Where each agent keeps a sample of its logs."""

Stored = dict[str, tuple[str, list[Any]]]
"""Of each table the columns that are compared, and their rows."""

BOOKKEEPING = {"revision", "load_id", "raw_hash", "content_hash", "exported_at"}
BOOKKEEPING |= {"first_load_id", "last_load_id", "first_seen_at", "last_seen_at", "last_exported_at"}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with logs, exports to load, and a package that reads one of them."""
    folder = tmp_path_factory.mktemp("inputs")
    said = (claude_export.said("human", "Why is the sky so blue?"), claude_export.said("assistant", "Rayleigh did it."))
    claude_export.packed(folder / "claude.zip", conversations=[claude_export.talk(*said)])
    shutil.unpack_archive(folder / "claude.zip", folder)
    (folder / "conversations.json").rename(folder / "claude.json")
    (folder / "accounts.csv").write_text("path,account\nclaude.json,firm\n", "utf-8")
    chats(folder)
    for name, kept in KEPT.items():
        (folder / kept).mkdir(parents=True)
        shutil.copy(ROOT / "samples" / name, folder / kept)
    put_task(folder)
    goose_database.write(folder / ".local" / "share" / "goose" / "sessions" / "sessions.db")
    with on_path(folder / "site") as site:
        _install(site)
        yield folder


def put_task(home: Path) -> Path:
    """A task of Cline's where VS Code keeps it, with what was sent beside it; returns its folder."""
    (told,) = json.loads((ROOT / "samples" / "cline" / "gate_2026.json").read_text("utf-8"))
    task = home / ".config" / "Code" / "User" / "globalStorage" / "saoudrizwan.claude-dev" / "tasks" / "1786000000001"
    task.mkdir(parents=True)
    (task / "ui_messages.json").write_text(json.dumps(told["messages"]), "utf-8")
    (task / "api_conversation_history.json").write_text('[{"role": "user", "content": "Mend the gate"}]', "utf-8")
    (task / "task_metadata.json").write_text('{"files_in_context": []}', "utf-8")
    return task


def _install(site: Site) -> None:
    assert block("python")
    site.install()


@pytest.fixture
def home(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CLAUDE_CONFIG_DIR", "CODEX_HOME", "XDG_CONFIG_HOME", "OPENCODE_DATA_DIR", "COPILOT_HOME", "ETL_DB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(inputs))
    monkeypatch.setenv("USERPROFILE", str(inputs))
    monkeypatch.chdir(inputs)
    return inputs


@pytest.fixture(scope="module")
def unchosen() -> dict[Sequence[str], Stored]:
    """What loads without the option stored, by their arguments: most probes compare with the same one."""
    return {}


def test_every_option_is_known_here() -> None:
    named = {parameter.name for parameter in command.params}
    assert named == NO_ROWS.keys() | PROBES.keys(), (
        "say in PROBES how a new option changes rows, or that it changes none"
    )


@pytest.mark.parametrize("name", PROBES)
def test_parquet_has_the_rows_that_the_database_has(
    name: str, home: Path, tmp_path: Path, unchosen: dict[Sequence[str], Stored]
) -> None:
    probe = PROBES[name]
    stored = _stored(probe.given, probe.before, tmp_path / "given.duckdb")
    without = (*probe.without, "after", *probe.before)
    if without not in unchosen:
        unchosen[without] = _stored(probe.without, probe.before, tmp_path / "without.duckdb")
    assert stored != unchosen[without], "the option changes nothing"
    lake = tmp_path / "lake"
    _remember(probe.before, tmp_path / "lake.duckdb")
    _etl([*probe.given, "--parquet", str(lake)], tmp_path / "lake.duckdb")
    with duckdb.connect() as connection:
        for table, (columns, rows) in stored.items():
            query = f"select {columns} from read_parquet('{lake}/{table}/*.parquet', union_by_name = true)"
            found = connection.execute(query).fetchall() if (lake / table).exists() else []
            assert sorted(found, key=repr) == rows, table


@pytest.mark.parametrize(("past", "kept"), [("--parquet", {"timezone": "Pacific/Auckland"}), ("--dry-run", {})])
def test_a_lake_remembers_its_zone_as_a_database_does(
    home: Path, tmp_path: Path, past: str, kept: dict[str, str]
) -> None:
    where = [str(tmp_path / "lake")] if past == "--parquet" else []
    _etl(["claude.json", "--timezone", "Pacific/Auckland", past, *where], tmp_path / "c.duckdb")
    assert settings(tmp_path / "c.duckdb") == kept


def _stored(arguments: Sequence[str], before: Sequence[str], database: Path) -> Stored:
    _remember(before, database)
    _etl(arguments, database)
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in ("conversations", "messages", "message_tokens", "accounts"):
            names = [row[0] for row in connection.execute(f"describe core.{table}").fetchall()]
            columns = ", ".join(name for name in names if name not in BOOKKEEPING)
            found[table] = (
                columns,
                sorted(connection.execute(f"select {columns} from core.{table}").fetchall(), key=repr),
            )
    return found


def _remember(before: Sequence[str], database: Path) -> None:
    """Load, for what the state file remembers of it; the rows are none of what is asked."""
    if before:
        _etl(before, database)
        database.unlink()


def _etl(arguments: Sequence[str], database: Path) -> None:
    zone = [] if "--timezone" in arguments else ["--timezone", "UTC"]
    result = CliRunner().invoke(main, ["load", *arguments, *zone, "--db", str(database), "--jobs", "1"])
    assert result.exit_code == 0, result.output
