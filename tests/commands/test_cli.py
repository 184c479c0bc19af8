"""The command line: what a user types, sees, and gets when something is wrong."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import COMMANDS, main
from tests.conftest import ROOT

DEMO = str(ROOT / "samples" / "demo.zip")
DEMO_REPORTS = [
    *("overview", "daily", "models", "features", "tools", "conversations"),
    *("usage", "code", "personality", "activity", "time"),
    *("branches", "feedback", "projects", "drift"),
]


@pytest.fixture
def demo(demo_database: Path) -> str:
    """The database of the demo, which nothing here changes."""
    return str(demo_database)


def etl(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_load_says_four_lines_on_stderr(tmp_path: Path) -> None:
    result = etl("load", DEMO, "--db", str(tmp_path / "chats.duckdb"))
    assert (result.exit_code, result.stdout) == (0, "")
    lines = result.stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["Read", "Stored", "Odd", "Database"]
    assert "296 new, 0 changed, 0 unchanged; 3,754 messages written" in lines[1]


@pytest.mark.parametrize("name", DEMO_REPORTS)
def test_reports_on_the_demo(demo: str, name: str, expect: Callable[[str, str], None]) -> None:
    result = etl("report", name, "--db", demo)
    assert result.exit_code == 0
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    expect(f"demo/{name}.txt", result.stdout)


def test_the_list_of_reports(expect: Callable[[str, str], None]) -> None:
    expect("demo/reports.txt", etl("report").stdout)


def test_json_is_json(demo: str) -> None:
    answer = json.loads(etl("report", "models", "--db", demo, "--format", "json").stdout)
    assert answer["schema_version"] == 1
    assert sum(row["answers"] for row in answer["rows"]) == 820


def test_sql_answers_and_cannot_write(demo: str) -> None:
    assert etl("sql", "select count(*) as n from messages", "--db", demo, "--format", "csv").stdout == "n\n3754\n"
    result = etl("sql", "delete from core.messages", "--db", demo)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    "statement", ["copy messages to 'x.csv'", "install httpfs", "attach 'x.db'", "export database 'x'"]
)
def test_sql_only_answers_questions(demo: str, statement: str, tmp_path: Path) -> None:
    result = etl("sql", statement, "--db", demo)
    assert result.exit_code == 1
    assert "Only questions are answered here" in result.stderr


def test_an_error_of_a_query_shows_no_text_of_a_chat(demo: str) -> None:
    result = etl("sql", "select strptime(text, '%d') from messages where text <> ''", "--db", demo)
    assert result.exit_code == 1
    assert "…" in result.stderr
    assert len(result.stderr) < 200


def test_verify_finds_everything(demo: str) -> None:
    result = etl("verify", DEMO, "--db", demo)
    assert result.exit_code == 0
    assert result.stdout.count("missing         0") == 2


def test_verify_notices_what_is_missing(tmp_path: Path, demo: str) -> None:
    chat = {"id": "x", "title": "t", "create_time": 1.0, "current_node": "n", "mapping": {}}
    message = {"id": "n", "author": {"role": "user"}, "content": {"content_type": "text", "parts": ["a secret"]}}
    chat["mapping"] = {"n": {"id": "n", "parent": None, "message": message}}
    (tmp_path / "conversations.json").write_text(json.dumps([chat]))
    result = etl("verify", str(tmp_path), "--db", demo)
    assert result.exit_code == 1
    assert "not stored: conversation x" in result.stderr
    assert "secret" not in result.output


def test_doctor_looks_at_everything(demo: str) -> None:
    answer = json.loads(etl("doctor", "--db", demo, "--format", "json").stdout)
    found = {row["check"]: row["found"] for row in answer["rows"]}
    assert found["file format"].startswith("v1.2.0")
    assert found["vocabularies"] == "whole"
    assert found["time zone"] == "Europe/Zurich"
    assert found["encodings"] == "85% o200k_base, 15% cl100k_base"
    assert found["unpriced models"] == "agent-mode (75)"
    assert found["your settings"].startswith("chats.state.sqlite, ")
    assert all(len(line) <= 80 for line in etl("doctor", "--db", demo).stdout.splitlines()[5:])


def test_another_time_zone_moves_the_days(filled: Path) -> None:
    path = str(filled)
    assert etl("timezone", "UTC", "--db", path).exit_code == 0
    query = "select count(*) as n from messages where local_date <> created_at::date"
    assert etl("sql", query, "--db", path, "--format", "csv").stdout == "n\n0\n"
    assert etl("timezone", "Pacific/Pago_Pago", "--db", path).exit_code == 0
    assert etl("sql", query, "--db", path, "--format", "csv").stdout != "n\n0\n"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = etl("load", DEMO, "--db", str(tmp_path / "chats.duckdb"), "--dry-run")
    assert result.exit_code == 0
    assert "3,754 messages" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_parquet_holds_the_same_messages(tmp_path: Path) -> None:
    for _ in range(2):
        assert etl("load", DEMO, "--parquet", str(tmp_path / "lake")).exit_code == 0
    (part,) = (tmp_path / "lake" / "messages").iterdir()
    assert pyarrow.parquet.read_table(part).num_rows == 3754
    assert part.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.zip", None, "missing.zip"),
        ("empty.json", b"", "empty"),
        ("page.json", b"<!DOCTYPE html><html></html>", "web page"),
        ("broken.zip", b"PK\x03\x04 and nothing more", "broken.zip"),
        ("list.json", b'[{"a": 1}, {"b": 2}]', "no conversation that can be read"),
        ("cut.json", b'[{"title": "t", "create_time": 1, "mapping": {"a": {"id"', "no conversation that can be read"),
    ],
)
def test_a_wrong_input_gets_one_sentence(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = etl("load", str(tmp_path / name), "--db", str(tmp_path / "chats.duckdb"))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert not (tmp_path / "chats.duckdb").exists()


@pytest.mark.parametrize("command", [["report", "daily"], ["sql", "select 1"], ["doctor"], ["timezone", "UTC"]])
def test_a_missing_database_is_one_sentence_that_says_what_to_do(tmp_path: Path, command: list[str]) -> None:
    result = etl(*command, "--db", str(tmp_path / "chats.duckdb"))
    assert result.exit_code == 1
    assert "There is no chats.duckdb. Make it with: etl load EXPORT" in result.stderr


def test_strict_makes_oddities_fail(tmp_path: Path) -> None:
    sample = str(ROOT / "samples" / "chatgpt" / "unknown_content_type.json")
    for more in ((), ("--dry-run",)):
        assert etl("load", sample, "--db", str(tmp_path / "a.duckdb"), "--strict", *more).exit_code == 1
    assert etl("load", sample, "--db", str(tmp_path / "a.duckdb")).exit_code == 0


@pytest.mark.parametrize("asked", [["sql", "from messages", "--format", "csv"], ["report", "overview"]])
def test_a_closed_pipe_is_no_error(demo: str, asked: list[str]) -> None:
    command = [sys.executable, "-m", "etl", *asked, "--db", demo]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_command_waits_for_no_other(tmp_path: Path) -> None:
    code = (
        "import sys; from etl.commands.cli import COMMANDS, main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(name for name in COMMANDS if f'etl.commands.{name}' in sys.modules))"
    )
    command = [sys.executable, "-c", code, "statusline", "--db", str(tmp_path / "none.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, check=True)
    assert done.stdout.splitlines()[-1] == "statusline"


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from etl.commands.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'duckdb', 'pyarrow', 'tiktoken', 'rich', 'ijson'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command_in_one_line_each() -> None:
    told = etl("--help").stdout
    assert all(re.search(rf"^  {name} +\S.*\.$|^  {name} +\S.*\?$", told, re.MULTILINE) for name in COMMANDS)
    modules = {path.stem for path in (ROOT / "etl" / "commands").glob("*.py")}
    assert {name for name in modules if hasattr(import_module(f"etl.commands.{name}"), "command")} == set(COMMANDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["lod"], "There is no command 'lod'. Did you mean 'load'?"),
        (["xxxxxxx"], "There is no command 'xxxxxxx'. 'etl --help' lists them."),
        (["report", "dayly"], "There is no report 'dayly'. Did you mean 'daily'?"),
        (["chart", "calender"], "There is no chart 'calender'. Did you mean 'calendar'?"),
        (["report", "daily", "--provider", "chatgtp"], "Did you mean 'chatgpt'?"),
        (["chart", "calendar", "--provider", "claud", "-o", "-"], "Did you mean 'claude' or"),
        (["report", "models", "--model", "gpt4o"], "Did you mean 'gpt-4o"),
        (["report", "daily", "--account", "nobody"], "There is no account 'nobody' in this database. There are: "),
        (["report", "daily", "--since", "5.5.2025"], "'5.5.2025' is not a day; a day is written as YYYY-MM-DD"),
        (["sql", "selct 1"], 'The statement cannot be read: syntax error at or near "selct"; mend the statement'),
        (["sql", "from messags"], 'Table with name messags does not exist! Did you mean "messages"?'),
    ],
)
def test_a_slip_of_the_pen_is_told_with_what_was_meant(demo: str, typed: list[str], meant: str) -> None:
    result = etl(*typed, *([] if len(typed) == 1 else ["--db", demo]))
    assert result.exit_code in (1, 2)
    assert meant in result.stderr
    assert result.stdout == ""


def test_the_web_app_starts_without_what_only_loads_need() -> None:
    pytest.importorskip("starlette", reason="the extra web is not installed")
    heavy = ["pyarrow", "numpy", "pandas", "tiktoken", "latex2mathml", "etl.transform", "etl.warehouse.build.insert"]
    code = f"import sys, etl.commands.web, etl.web.app, etl.web.server\nprint(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
