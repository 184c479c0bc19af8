"""Connections that dawdle: each has some seconds for its request's head, and of many the oldest goes first."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_SECONDS = 10.0
_MOST = 200
"""Connections that may be without a request at a time: far below the files that a process may have open."""


class Patient(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, to who sends the head of a request in time."""

    _waiting: dict["Patient", None] = {}  # noqa: RUF012

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_here()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is not None and not self.cycle.response_complete:
            self._head_is_here()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing():
            self._await_head()

    def _await_head(self) -> None:
        self._head_is_here()
        self._waiting[self] = None
        self._alarm: Any = self.loop.call_later(_SECONDS, self._give_up)
        if len(self._waiting) > _MOST:
            next(iter(self._waiting))._give_up()

    def _head_is_here(self) -> None:
        if self in self._waiting:
            del self._waiting[self]
            self._alarm.cancel()

    def _give_up(self) -> None:
        self._head_is_here()
        self.transport.abort()
