"""The status line: the same figures before a load and after it, and a line whatever comes."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.commands.cli import main
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.reporting.statusline.figures import figures
from etl.reporting.statusline.hook import read
from etl.reporting.statusline.line import line
from etl.reporting.statusline.transcript import requests

NOW = datetime(2026, 11, 25, 15, 30)
MODELS = ("claude-opus-4-6", "claude-haiku-5-5", "claude-sonnet-4-5-20250929")

Row = dict[str, Any]


def said(number: int, at: datetime, model: str = MODELS[0], **usage: object) -> list[Row]:
    """A question and the answer to it, with what it used: 1,000 fresh, 50,000 read, 3,000 written, 400 put out."""
    told = f"{at:%Y-%m-%dT%H:%M:%S}.000Z"
    used: Row = {"input_tokens": 1000, "cache_read_input_tokens": 50_000, "cache_creation_input_tokens": 3000}
    used |= {"output_tokens": 400, **usage}
    common = {"sessionId": "now", "cwd": "/home/ann/api", "timestamp": told, "version": "2.1.0"}
    answer = {
        "id": f"msg_{number}",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": "Done."}],
    }
    return [
        {"type": "user", "uuid": f"u{number}", "message": {"role": "user", "content": "Go on."}, **common},
        {"type": "assistant", "uuid": f"a{number}", "parentUuid": f"u{number}", "requestId": f"req_{number}"}
        | {"message": answer | {"usage": used}, **common},
    ]


def write(path: Path, rows: list[Row]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def hook(transcript: Path, **fields: object) -> str:
    given: Row = {"transcript_path": str(transcript), "cwd": "/home/ann/api", "model": {"display_name": "Opus"}}
    return json.dumps(given | fields)


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A database with an earlier session of every model, this morning, and the folder of logs it was loaded from."""
    rows = [row for place, model in enumerate(MODELS) for row in said(place, NOW - timedelta(hours=6), model)]
    write(tmp_path / "logs" / "earlier.jsonl", [row | {"sessionId": "earlier"} for row in rows])
    load_logs(tmp_path)
    return tmp_path / "chats.duckdb"


def load_logs(folder: Path) -> None:
    load([folder / "logs"], Options(folder / "chats.duckdb", zone="Europe/Zurich", jobs=1), lambda *_: None)


def rows_of_a_session() -> list[Row]:
    """Every tier, a long request, a cache of an hour, a row repeated while it grew, and one that names no usage."""
    found = said(10, NOW - timedelta(minutes=50), speed="fast", service_tier="standard")
    found += said(11, NOW - timedelta(minutes=40), MODELS[1], input_tokens=120_000)
    found += said(12, NOW - timedelta(minutes=30), inference_geo="us")
    hour = {"ephemeral_1h_input_tokens": 2000, "ephemeral_5m_input_tokens": 1000}
    found += said(13, NOW - timedelta(minutes=20), MODELS[2], cache_creation=hour)
    found += said(14, NOW - timedelta(minutes=10), output_tokens=3)[1:]
    found += [row | {"uuid": "a14b"} for row in said(14, NOW - timedelta(minutes=10))[1:]]
    return [*found, {"type": "summary", "summary": "Gates"}]


def test_what_is_not_loaded_costs_what_it_will_cost_when_it_is(loaded: Path) -> None:
    transcript = write(loaded.parent / "logs" / "now.jsonl", rows_of_a_session())
    helper = said(20, NOW - timedelta(minutes=5), MODELS[1])
    write(loaded.parent / "logs" / "now" / "subagents" / "agent-1.jsonl", [row | {"agentId": "1"} for row in helper])
    before = figures(loaded, requests(transcript), "/home/ann/api", NOW)
    load_logs(loaded.parent)
    after = figures(loaded, requests(transcript), "/home/ann/api", NOW)
    with duckdb.connect(str(loaded), read_only=True) as connection:
        asked = "select sum(usd), count(*) from v1.request_costs where created_at > '2026-11-25 12:00'"
        assert connection.execute(asked).fetchone() == (before.session, 6)
    assert (after.session, after.today, after.window) == (before.session, before.today, before.window)
    assert before.window_ends == after.window_ends == datetime(2026, 11, 25, 19)
    assert before.today > before.session > 0
    assert before.unpriced == 0


def test_a_resumed_session_counts_its_history_once(loaded: Path) -> None:
    earlier = (loaded.parent / "logs" / "earlier.jsonl").read_text("utf-8")
    transcript = loaded.parent / "logs" / "now.jsonl"
    fresh = said(30, NOW - timedelta(minutes=9))
    transcript.write_text(earlier + "".join(f"{json.dumps(row)}\n" for row in fresh), "utf-8")
    own = requests(transcript)
    today = figures(loaded, own, None, NOW).today
    alone = figures(loaded, [one for one in own if one.usage_id == "msg_30:req_30"], None, NOW)
    assert (len(own), today) == (4, alone.today)


def test_a_model_that_no_rule_knows_is_counted_and_not_priced(loaded: Path) -> None:
    rows = said(40, NOW - timedelta(minutes=9), "claude-unheard-of") + said(41, NOW - timedelta(minutes=8))
    told = line(loaded, hook(write(loaded.parent / "now.jsonl", rows)), NOW)
    assert told.startswith("Opus · session $0.06 + 1 not priced · today ")


def test_the_line(loaded: Path) -> None:
    transcript = write(loaded.parent / "now.jsonl", said(50, NOW - timedelta(minutes=10)))
    for budget in (("set", "50"), ("set", "0.10", "--per", "day"), ("set", "1", "--per", "week", "--project", "api")):
        CliRunner().invoke(main, ["budget", *budget, "--db", str(loaded)])
    window = {
        "context_window_size": 200_000,
        "current_usage": {"input_tokens": 1000, "cache_read_input_tokens": 99_000},
    }
    with duckdb.connect(str(loaded)) as connection:
        connection.execute("update core.loads set finished_at = ?", [NOW - timedelta(hours=26)])
    assert line(loaded, hook(transcript, context_window=window), NOW) == (
        "Opus · session $0.06 · today $0.15 of $0.10! · window $0.06, 4 h 30 min left · month $0.15 of $50 · "
        "week api $0.15 of $1 · context 100k of 200k (50 %) · loaded 1 d 2 h ago"
    )


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("", "no session yet"),
        ("{", "no session yet"),
        ("[" * 100_000, "no session yet"),
        ('{"cost": {"total_cost_usd": 1.5}, "model": {"id": "m"}}', "m · session $1.50"),
        ('{"transcript_path": "/nowhere/at/all", "cost": {"total_cost_usd": true}}', "no session yet"),
        ('{"context_window": {"context_window_size": 200000, "used_percentage": 8.5}}', "context 17k of 200k (8 %)"),
        ('{"context_window": {"total_input_tokens": 999999}}', "no session yet"),
    ],
)
def test_without_a_database_the_line_says_what_is_known(tmp_path: Path, told: str, known: str) -> None:
    assert line(tmp_path / "none.duckdb", told, NOW) == known


@pytest.mark.parametrize("content", [b"no database", b""])
def test_a_prompt_never_breaks(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "chats.duckdb"
    database.write_bytes(content)
    asked = [sys.executable, "-m", "etl", "statusline", "--db", str(database)]
    done = subprocess.run(asked, input=b'{"cost": {"total_cost_usd": 2}}\xff', capture_output=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)
    assert done.stdout.startswith(b"etl: chats.duckdb")


def begun(database: Path) -> subprocess.Popen[bytes]:
    """The command at work, with a pipe that the caller keeps open."""
    asked = [sys.executable, "-m", "etl", "statusline", "--db", str(database)]
    return subprocess.Popen(asked, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.parametrize("told", [b"", b'{"model": {"display_name": "Opus"}}\n', b'{"model": '])
def test_a_hook_that_never_closes_its_pipe_gets_its_line(tmp_path: Path, told: bytes) -> None:
    with begun(tmp_path / "none.duckdb") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(told)
        assert process.stdout.read() == (b"Opus\n" if told.endswith(b"\n") else b"no session yet\n")
        assert process.wait() == 0


def test_what_never_ends_is_not_read_to_its_end(tmp_path: Path) -> None:
    most, written = 64 << 20, 0
    with begun(tmp_path / "none.duckdb") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError, OSError):
            while written < most:
                written += process.stdin.write(b" " * 65536)
        assert written < most
        assert (process.stdout.read(), process.wait()) == (b"no session yet\n", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes among files")
def test_a_transcript_that_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "now.jsonl")
    (tmp_path / "zero.jsonl").symlink_to("/dev/zero")
    for name in ("now", "zero"):
        told = hook(tmp_path / f"{name}.jsonl")
        asked = [sys.executable, "-m", "etl", "statusline", "--db", str(tmp_path / "none.duckdb")]
        done = subprocess.run(asked, input=told.encode(), capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (0, b"Opus\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("message", "usage", "id", "requestId", "timestamp", "input_tokens", "cache_creation", "model")
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(("message", "timestamp", "requestId", "model", "cost", "context_window")), JSON))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_json_is_too_odd(tmp_path: Path, row: Row) -> None:
    read(json.dumps(row))
    path = write(tmp_path / "odd.jsonl", [row, {"x": '"usage"'}, *said(60, NOW)])
    assert [one.usage_id for one in requests(path)][-1] == "msg_60:req_60"


def test_of_a_long_log_the_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    first, last = ("".join(f"{json.dumps(row)}\n" for row in said(number, NOW)) for number in (1, 2))
    with path.open("w", encoding="utf-8") as stream:
        stream.write(first)
        for _ in range(33):
            stream.write('{"type": "progress", "text": "' + "x" * (1 << 20) + '"}\n')
        stream.write(last)
    assert [one.usage_id for one in requests(path)] == ["msg_2:req_2"]
    assert requests(path)[0].at == NOW.replace(tzinfo=UTC)
    assert requests(path)[0].input == 54_000
    assert Decimal(requests(path)[0].output) == 400
