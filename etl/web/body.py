"""The bodies of requests: bounded, and read as what they must be."""

import asyncio
import json
from contextlib import suppress
from types import UnionType
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Send

from etl.web.errors import Refused

_PATIENCE = 30.0
"""Seconds that the next piece of a body may take."""

_LINGER, _LEFT = 2.0, 500_000
"""Seconds and bytes that a refused body is still read."""


class Exchange:
    """One request and its answer: what is left of a refused body is waited for, a little, before the line is cut.

    Else many a client never reads why: it is still sending, and finds the connection reset.
    """

    def __init__(self, receive: Receive, send: Send, headers: Headers) -> None:
        self._receive, self._send = receive, send
        self._is_read = not (declared_length(headers) or "transfer-encoding" in headers)

    async def receive(self) -> Message:
        """The next piece of the body."""
        message = await self._receive()
        self._is_read = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """The next piece of the answer."""
        is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
        if is_last and not self._is_read:
            await self._send({**message, "more_body": True})
            await self._drain()
            message = {"type": "http.response.body"}
        await self._send(message)

    async def _drain(self) -> None:
        taken = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER):
                while not self._is_read and taken < _LEFT:
                    taken += len((await self.receive()).get("body", b""))


def declared_length(headers: Headers) -> int:
    """Bytes that a request says it has; 0 where it says nothing."""
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def bounded(receive: Receive, limit: int) -> Receive:
    """The same ``receive``, which raises as soon as a body is longer than ``limit`` bytes, or stalls."""
    taken, is_complete = 0, False

    async def receiving() -> Message:
        nonlocal taken, is_complete
        if is_complete:
            return await receive()
        try:
            async with asyncio.timeout(_PATIENCE):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, headers={"connection": "close"}) from None
        taken += len(message.get("body", b""))
        is_complete = not message.get("more_body", False)
        if taken > limit:
            raise HTTPException(413, headers={"connection": "close"})
        return message

    return receiving


async def fields(request: Request, **kinds: type | UnionType) -> dict[str, Any]:
    """The fields of a JSON object; a kind that is None | X may be left out, and is None then.

    Raises Refused for what is no such object, naming the field.
    """
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Refused(400, "The body must be JSON.") from None
    if not isinstance(found, dict):
        raise Refused(400, "The body must be a JSON object.")
    for name in found:
        if name not in kinds:
            raise Refused(400, "A field is unknown here; leave it out.", _named(name))
    for name, kind in kinds.items():
        value = found.setdefault(name, None)
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in _kinds(kind)):
            raise Refused(400, f"{name} is missing or of the wrong type.", name)
    return found


def _kinds(kind: Any) -> tuple[Any, ...]:
    return getattr(kind, "__args__", (kind,))


def _named(name: str) -> str:
    return name[:40] if name.isidentifier() else "?"
