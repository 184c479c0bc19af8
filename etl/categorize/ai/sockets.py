"""Connections that can be cut while a thread waits for what comes through them. Needs the extra ``ai``."""

import socket
import threading
from typing import Any
from weakref import WeakSet

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class Sockets:
    """The open connections of a pool manager."""

    def __init__(self, manager: PoolManager) -> None:
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
