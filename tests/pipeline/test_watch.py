"""Watching: a load at first, one for each change, none for nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from etl.pipeline.watch import follow

ROW = {"type": "user", "sessionId": "s1", "timestamp": "2026-03-01T09:59:00.000Z"}


class DoneError(Exception):
    """There is no further step."""


def times(folder: Path, steps: Sequence[Callable[[], object]], failing: Sequence[int] = ()) -> list[int]:
    """Before which steps it was loaded, where those of some fail; each step is taken where the watcher waits."""
    left, seen = list(steps), []

    def wait(_: float) -> None:
        if not left:
            raise DoneError
        left.pop(0)()

    def load() -> bool:
        seen.append(len(steps) - len(left))
        return seen[-1] not in failing

    with pytest.raises(DoneError):
        follow([folder], load, 5, wait)
    return seen


def test_a_load_that_fails_is_tried_again_though_nothing_changes(tmp_path: Path) -> None:
    def nothing() -> None:
        """Nothing happens."""

    steps = [(tmp_path / "one.jsonl").touch, nothing, nothing, nothing]
    assert times(tmp_path, steps, failing=(1, 2)) == [0, 1, 2, 3]


def test_each_change_is_seen_once_and_nothing_else(tmp_path: Path) -> None:
    one, deep = tmp_path / "one.jsonl", tmp_path / "a" / "b" / "two.jsonl"

    def nothing() -> None:
        """Nothing happens."""

    def grow() -> None:
        with one.open("a") as stream:
            stream.write("{}\n")

    def rewrite() -> None:
        before = one.stat()
        one.write_text("[]\n" * (before.st_size // 3))
        os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns + 1))

    def dig() -> None:
        deep.parent.mkdir(parents=True)
        deep.write_text("{}\n")

    def leave() -> None:
        tmp_path.rename(tmp_path.with_name("elsewhere"))

    steps = [nothing, grow, nothing, rewrite, dig, nothing, deep.unlink, leave]
    assert times(tmp_path, steps) == [0, 2, 4, 5, 7, 8]


def test_a_file_that_is_given_is_watched_itself(tmp_path: Path) -> None:
    one = tmp_path / "one.jsonl"
    assert times(one, [one.touch, (tmp_path / "other.jsonl").touch, lambda: one.write_text("{}")]) == [0, 1, 3]


def test_a_folder_that_holds_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    assert times(tmp_path, [lambda: None]) == [0]


@pytest.mark.parametrize("odd", ["a link to nothing", "a link to itself"])
def test_what_cannot_be_looked_at_hides_no_other_file(tmp_path: Path, odd: str) -> None:
    for number in range(20):
        (tmp_path / f"odd {number}").symlink_to(tmp_path / ("nothing" if odd.endswith("nothing") else f"odd {number}"))
    logs = [tmp_path / f"{number}.jsonl" for number in range(20)]
    assert times(tmp_path, [log.touch for log in logs]) == list(range(21))


def test_a_folder_that_becomes_a_file_and_a_link_to_nothing_is_watched_on(tmp_path: Path) -> None:
    place = tmp_path / "logs"
    place.mkdir()

    def become_a_file() -> None:
        place.rmdir()
        place.write_text("{}\n")

    def become_a_link() -> None:
        place.unlink()
        place.symlink_to(tmp_path / "nothing")

    def come_back() -> None:
        place.unlink()
        place.mkdir()
        (place / "one.jsonl").touch()

    assert times(place, [become_a_file, become_a_link, come_back]) == [0, 1, 2, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent by a signal")
def test_what_a_session_writes_is_loaded_until_control_c(tmp_path: Path) -> None:
    log, database = tmp_path / "logs" / "s1.jsonl", tmp_path / "chats.duckdb"
    log.parent.mkdir()
    log.write_text(_rows(1), "utf-8")
    asked = [sys.executable, "-m", "etl", "load", str(log.parent), "--db", str(database), "--watch", "--every", "0.1"]
    process = subprocess.Popen(asked, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = [process.stderr.readline() for _ in range(5)]
    later = []
    for content in (_rows(3), "{]\n", _rows(4)):
        # In one step, so that no half of it is ever seen.
        written = tmp_path / "written"
        written.write_text(content, "utf-8")
        written.replace(log)
        later.append(process.stderr.readline())
    process.send_signal(signal.SIGINT)
    output, rest = process.communicate()
    assert (process.returncode, output, rest) == (0, "", "Stopped watching; what was loaded is in chats.duckdb.\n")
    assert told[-1] == "Watching  logs; Ctrl-C ends it\n"
    assert "1 changed; 3 messages written" in later[0]
    assert later[1].startswith("Error: logs holds no conversation")
    assert "1 changed; 4 messages written" in later[2]
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select count(*) from v1.messages").fetchone() == (4,)


def _rows(number: int) -> str:
    said = [{"role": "user", "content": f"Gate {place}"} for place in range(number)]
    rows = [ROW | {"uuid": f"u{place}", "message": message} for place, message in enumerate(said)]
    return "".join(f"{json.dumps(row)}\n" for row in rows)
