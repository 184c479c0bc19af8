"""Who goes away before the answer is no error."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message

from etl.web.errors import HANDLERS, Catch


async def _reads(request: Request) -> Response:
    return Response(await request.body())


async def _writes(_: Request) -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"1"
        raise ClientDisconnect

    return StreamingResponse(pieces())


async def _breaks(_: Request) -> Response:
    raise ValueError


@pytest.mark.parametrize(("path", "told"), [("/api/reads", 0), ("/api/writes", 0), ("/api/breaks", 1)])
def test_who_goes_away_is_not_logged(path: str, told: int, caplog: pytest.LogCaptureFixture) -> None:
    routes = [Route("/api/reads", _reads), Route("/api/writes", _writes), Route("/api/breaks", _breaks)]
    inner = Starlette(routes=routes, exception_handlers=HANDLERS)
    inner.state.services = SimpleNamespace(settings=SimpleNamespace(database=Path("chats.duckdb")))
    app = Catch(inner)
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "root_path": ""}

    async def receive() -> Message:
        return {"type": "http.disconnect"} if path == "/api/reads" else {"type": "http.request", "body": b""}

    async def send(_: Message) -> None:
        return

    async def asked() -> None:
        # As uvicorn hands on the newest of the protocol.
        await app({**scope, "asgi": {"version": "3.0", "spec_version": "2.4"}}, receive, send)

    with caplog.at_level(logging.DEBUG):
        asyncio.run(asked())
    assert len([record for record in caplog.records if record.name == "etl.web"]) == told
