"""One request over HTTP: no redirect is followed, nothing is retried, and nothing is read for ever."""

import json
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from etl.categorize.ai.address import Address
from etl.categorize.ai.errors import BatchError, HaltError, LostError, UnreachableError
from etl.categorize.ai.retry_policy import RetryPolicy
from etl.errors import SettingError
from etl.reporting import extras

if TYPE_CHECKING:
    from urllib3 import PoolManager

_LONGEST = 8 << 20
"""Bytes of an answer; a hundred labels take some thousand."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    def object(self) -> dict[str, Any]:
        """The JSON object in it; empty where it holds none."""
        try:
            found = json.loads(self.data)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class Transport:
    """Connections to one place, shared by threads."""

    def __init__(self, place: Address, policy: RetryPolicy, connections: int) -> None:
        """Raises SettingError where the extra ``ai`` is not installed."""
        try:
            import certifi  # noqa: F401
            import urllib3
        except ImportError:
            raise SettingError(f"AI categories need urllib3 and certifi: {extras.command('ai')}") from None
        self._place, self._policy = place, policy
        self._errors = urllib3.exceptions
        self._timeout = urllib3.Timeout(connect=policy.connect, read=policy.timeout)
        self._pool: Any = _pool(place, connections)
        self._sockets = _Sockets(self._pool)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        """Raises BatchError where no answer came in time, LostError where the connection broke, HaltError where none
        can be trusted.
        """
        until = time.monotonic() + self._policy.timeout
        try:
            return self._send(method, path, headers, body, until)
        except self._errors.SSLError:
            raise HaltError(f"{self._place.origin} shows no certificate to be trusted; nothing was sent.") from None
        except (self._errors.NewConnectionError, self._errors.ConnectTimeoutError, self._errors.ProxyError):
            raise UnreachableError("nobody answers") from None
        except self._errors.TimeoutError:
            raise BatchError("no answer came in time") from None
        except (self._errors.HTTPError, OSError):
            raise LostError("the connection broke") from None

    def _send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, until: float) -> Reply:
        reply = self._pool.urlopen(
            method,
            f"{self._place.origin}{self._place.path}{path}",
            body=body,
            headers=dict(headers),
            retries=False,
            redirect=False,
            timeout=self._timeout,
            preload_content=False,
        )
        data = b""
        while piece := reply.read1(1 << 16):
            data += piece
            if len(data) > _LONGEST or time.monotonic() > until:
                reply.close()
                raise BatchError("the answer has no end")
        reply.release_conn()
        return Reply(reply.status, {name.lower(): value for name, value in reply.headers.items()}, data)

    def close(self) -> None:
        """Close what is open; who waits for an answer gets LostError."""
        self._sockets.cut()
        self._pool.clear()


class _Sockets:
    """The open connections of a pool manager, which can be cut while a thread waits for what comes through them."""

    def __init__(self, manager: "PoolManager") -> None:
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
        from urllib3.connection import HTTPConnection, HTTPSConnection

        self._open: WeakSet[Any] = WeakSet()
        self._lock = threading.Lock()
        remember = self._remember

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                remember(self.sock)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                remember(self.sock)

        plain = type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
        secure = type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})
        manager.pool_classes_by_scheme = {"http": plain, "https": secure}

    def cut(self) -> None:
        """End every connection: whoever reads from one learns at once that it broke."""
        with self._lock:
            for one in list(self._open):
                try:
                    # Not the method of a TLS socket, which forgets its encryption first.
                    socket.socket.shutdown(one, socket.SHUT_RDWR)
                except (OSError, TypeError):
                    pass

    def _remember(self, one: Any) -> None:
        with self._lock:
            self._open.add(one)


def _pool(place: Address, connections: int) -> Any:
    """By way of a proxy only over https, where it sees neither the key nor a text."""
    import urllib3

    if place.scheme == "http":
        return urllib3.PoolManager(maxsize=connections)
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    proxy = urllib.request.getproxies().get("https")
    if proxy and not place.is_here and not urllib.request.proxy_bypass(place.host):
        try:
            return urllib3.ProxyManager(proxy, maxsize=connections, ssl_context=context)
        except (ValueError, urllib3.exceptions.HTTPError):
            raise SettingError("The proxy named by the variable https_proxy is no http proxy; set another.") from None
    return urllib3.PoolManager(maxsize=connections, ssl_context=context)
