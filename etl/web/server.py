"""A server on a socket of ours."""

import socket
import sys

import uvicorn
from starlette.types import ASGIApp

from etl.errors import SettingError
from etl.web.connections import Patient
from etl.web.security.guard import HEAD

_SECONDS_TO_END = 3


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
