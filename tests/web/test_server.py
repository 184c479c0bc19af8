"""etl web as a command: what it says, and how it ends."""

import json
import signal
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from tests.conftest import PATIENCE, ROOT
from tests.web.web_cases import serving, started


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send")
def test_ctrl_c_ends_it_at_once_and_without_a_traceback(tmp_path: Path) -> None:
    with started(tmp_path / "chats.duckdb") as (process, web):
        assert web.ask("/static/app.js").status == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "")
    assert err == "Open this address; it is for you alone. Ctrl-C ends.\nStopped.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["chats.state.sqlite"]


def test_the_state_file_is_there_from_the_start_for_its_owner_only(tmp_path: Path) -> None:
    with serving(tmp_path / "chats.duckdb") as web:
        assert stat.S_IMODE((tmp_path / "chats.state.sqlite").stat().st_mode) == 0o600
        assert not web.database.exists()


def test_each_run_has_a_token_of_its_own(tmp_path: Path) -> None:
    with serving(tmp_path / "chats.duckdb") as first, serving(tmp_path / "chats.duckdb") as second:
        assert first.token != second.token
        assert len(first.token) >= 43
        assert second.ask("/api/marks", headers={"Authorization": f"Bearer {first.token}"}).status == 401
        assert first.token not in repr(first)


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with serving(tmp_path / "chats.duckdb") as web:
        port = str(web.settings.port)
        asked = ["web", "--no-open", "--port", port, "--db", str(tmp_path / "chats.duckdb")]
        result = CliRunner().invoke(main, asked)
    assert result.exit_code == 1
    assert "choose another --port" in result.output


def test_a_load_tells_programs_how_far_it_is_a_line_of_json_at_a_time(tmp_path: Path) -> None:
    demo_zip, database = str(ROOT / "samples" / "demo.zip"), str(tmp_path / "chats.duckdb")
    for more in ((), ("--dry-run",)):
        said = CliRunner().invoke(main, ["load", demo_zip, "--db", database, "--progress", "json", *more]).stderr
        told = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        assert told[-1]["conversations"] == 296
        assert [line["done"] for line in told] == sorted(line["done"] for line in told)
        assert told[-1]["done"] <= told[-1]["total"]
        assert "Read " in said
