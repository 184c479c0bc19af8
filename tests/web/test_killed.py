"""The attack table of the web app, row 38: what is left where a load or the app is killed, or the disk is full."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psutil
import pytest

from etl.categorize.labels import labels
from etl.pipeline.options import SMALL
from tests.chatgpt_export import chain, said
from tests.warehouse.build.build_cases import ask
from tests.web.attacks.upload_cases import zipped
from tests.web.web_cases import Web, form, happens, over, serving, started

_KEYS = [("chatgpt", "default", f"c{number}") for number in range(3)]
_COUNT = "select count(*) from core.conversations"
_DEMO, _NEW = 296, 500


@pytest.fixture(scope="module")
def export() -> bytes:
    """A conversations.json, zipped, that takes worker processes, and seconds, to load."""
    return _said("one two three " * (SMALL // (14 * _NEW) + 1), _NEW)


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(demo_database, tmp_path / "chats.duckdb"))


def test_row_38_a_killed_load_is_told_and_leaves_nothing(database: Path, export: bytes) -> None:
    before = database.read_bytes()
    with started(database) as (process, web):
        job = _begun(web, export)
        happens(lambda: any(database.parent.glob(".*.loading/next.duckdb")))
        psutil.Process(process.pid).children()[0].kill()
        told = over(web, job)
        assert told["state"] == "failed"
        assert told["message"] == "The load ended without a word; the database is as it was."
        assert database.read_bytes() == before
        assert _left(database) == []
        happens(lambda: not _running(process.pid))
        assert over(web, _begun(web, _said("the next", 1)))["state"] == "done"
    assert ask(database, _COUNT) == [(_DEMO + 1,)]


@pytest.mark.parametrize("moment", ["while it is stored", pytest.param("when it came", marks=pytest.mark.slow)])
def test_row_38_a_killed_app_loses_nothing_that_was_there(database: Path, export: bytes, moment: str) -> None:
    with started(database) as (process, web):
        items = [dict(zip(("provider", "account_id", "conversation_id"), key, strict=True)) for key in _KEYS]
        assert web.ask("/api/marks", "POST", {"items": items, "done": True}).status == 200
        assert web.ask("/api/categories", "POST", {"name": "Mine"}).status == 201
        assert web.ask("/api/moves", "POST", {"items": items[:2], "category": "Mine"}).status == 200
        _begun(web, export)
        assert "export.zip" in [path.name for path in _left(database)]
        happens(lambda: bool(psutil.Process(process.pid).children()))
        if moment == "while it is stored":
            happens(lambda: any(database.parent.glob(".*.loading/next.duckdb")))
        orphans = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait()
    psutil.wait_procs(orphans, 60)
    assert ask(database, _COUNT) in ([(_DEMO,)], [(_DEMO + _NEW,)])
    with started(database) as (_, again):
        assert _left(database) == []
        assert again.ask("/").status == 200
        marked = {tuple(one.values()) for one in again.ask("/api/marks").json["items"]}
        assert marked == set(_KEYS)
        found = {one["name"]: one["conversations"] for one in again.ask("/api/categories").json["categories"]}
        assert found["Mine"] == 2
        assert again.ask("/api/undo", "POST").json == {"undone": 2}
    assert labels(database) == {}


def test_row_38_a_full_disk_is_a_sentence_and_all_is_as_it_was(disk: Path, demo_database: Path) -> None:
    database = Path(shutil.copyfile(demo_database, disk / "chats.duckdb"))
    before = database.read_bytes()
    with serving(database, api_rate=1000, api_burst=1000) as web:
        told = over(web, _begun(web, _said(Random(1).randbytes(3_000_000).hex(), 1)))
        assert told["state"] == "failed"
        assert told["message"].startswith("The disk is full: the next chats.duckdb had reached "), told
        assert str(disk) not in told["message"]
        body, headers = form(('name="file"; filename="conversations.json"', b" " * 30_000_000))
        refused = web.ask("/api/loads", "POST", body, headers)
        assert (refused.status, refused.json["error"][:31]) == (507, "The upload cannot be stored (No")
        assert _left(database) == []
        assert web.ask("/api/search?q=the").json["conversations"] > 0
        items = [{"provider": "chatgpt", "account_id": "default", "conversation_id": "c1"}]
        assert web.ask("/api/marks", "POST", {"items": items, "done": True}).status == 200
    assert database.read_bytes() == before


@pytest.fixture
def disk(demo_database: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the demo's database twice, and a little more."""
    path = tmp_path / "disk"
    path.mkdir()
    options = f"size={demo_database.stat().st_size * 2 + 4_500_000}"
    typed = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)]
    if not shutil.which("mount") or subprocess.run(typed, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def _said(words: str, number: int) -> bytes:
    """An export of so many chats, in each of them these words."""
    chats = [chain(said("user", words), conversation_id=f"new{each}") for each in range(number)]
    return zipped(("conversations.json", json.dumps(chats).encode()))


def _begun(web: Web, export: bytes) -> str:
    """The job of a load that has only begun."""
    body, headers = form(('name="file"; filename="export.zip"', export))
    return str(web.ask("/api/loads", "POST", body, headers).json["job_id"])


def _left(database: Path) -> list[Path]:
    """Files of uploads and of loads that are not over; the lock of a server that runs is none."""
    hidden = (path for folder in database.parent.glob(".*") for path in folder.rglob("*"))
    return [path for path in hidden if path.is_file() and path.suffix != ".lock"]


def _running(pid: int) -> list[psutil.Process]:
    return [one for one in psutil.Process(pid).children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE]
