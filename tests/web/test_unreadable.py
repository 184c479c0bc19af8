"""A database that cannot be read, or memory that runs out, while the app shows it: one sentence, and status 503."""

import asyncio
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from starlette.requests import Request
from starlette.responses import Response

from etl.errors import QueryError
from etl.web import errors
from tests.web.web_cases import serving

DAMAGED = "chats.duckdb is damaged and cannot be read; put back a copy of it, or load your exports into another --db."


def test_a_database_that_is_damaged_is_told_by_pages_and_by_the_api(demo_database: Path, tmp_path: Path) -> None:
    database = Path(copyfile(demo_database, tmp_path / "chats.duckdb"))
    some = bytearray(database.read_bytes())
    some[12_288::4_096] = bytes(255 - byte for byte in some[12_288::4_096])
    database.write_bytes(some)
    with serving(database) as web:
        for path in ("/api/search?q=bread", "/conversations", "/costs"):
            answer = web.ask(path)
            assert answer.status == 503, path
            assert DAMAGED in answer.text
            assert str(tmp_path) not in answer.text
        told = web.ask("/api/sql", "POST", {"sql": "select sum(length(text)) from messages"})
        assert (told.status, told.json) == (503, {"error": DAMAGED})


def _led_to_by(cause: Exception) -> Exception:
    error = QueryError("Out of Memory Error: failed to pin block …")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("error", [MemoryError(), _led_to_by(duckdb.OutOfMemoryException("failed to pin block"))])
def test_memory_that_runs_out_is_told(error: Exception) -> None:
    async def answered() -> Response:
        tell = errors.told if isinstance(error, QueryError) else errors.unexpected
        return await tell(Request({"type": "http", "path": "/api/search", "headers": []}), error)

    answer = asyncio.run(answered())
    assert answer.status_code == 503
    assert bytes(answer.body).startswith(b'{"error":"Memory ran out, ')
