"""A server on a socket of ours. Connections that dawdle have some seconds for the head of their request."""

import asyncio
import socket
import sys
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from etl.errors import SettingError
from etl.web.security.guard import HEAD

_SECONDS_TO_END = 3
_SECONDS = 10.0
"""What a connection is given for the head of a request."""

_MOST = 200
"""Connections that may be without a request at a time: far below the files that a process may have open."""


def listen(host: str, port: int) -> socket.socket:
    """A socket to take requests at; port 0 finds a free one. Raises SettingError where that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform == "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        # The same port again, right after the last run.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or "no such address"
        raise SettingError(f"Nothing can listen at {host}, port {port} ({why}); choose another --port.") from error
    return listening


def server(app: ASGIApp) -> uvicorn.Server:
    """A uvicorn that logs no request, trusts no proxy and speaks no WebSocket; run it with sockets=[listen(…)]."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Patient,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            h11_max_incomplete_event_size=HEAD,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
    )


class Patient(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, to who sends the head of a request in time; of too many, the oldest goes first."""

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
