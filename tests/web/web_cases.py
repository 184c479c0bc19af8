"""What the tests of the web app share: servers that really run, and requests as they come, well made or not."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

from tests.conftest import PATIENCE
from tests.export.export_cases import loaded


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers under small names, and a body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Web:
    """A server that runs: ``url`` and ``token`` to ask it, ``database`` that it shows, ``settings`` of it."""

    database: Path
    settings: Any
    app: Any = field(repr=False)

    @property
    def url(self) -> str:
        return str(self.settings.address)

    @property
    def token(self) -> str:
        return str(self.settings.token)

    @property
    def cookie(self) -> dict[str, Any]:
        """For playwright: context.add_cookies([server.cookie])."""
        return {"name": self.settings.cookie, "value": self.token, "url": self.url}

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        *,
        bearer: bool = True,
    ) -> Answer:
        """One request over a connection of its own; with the token as Bearer, a dict as JSON."""
        sent = {"Host": f"127.0.0.1:{self.settings.port}"}
        if bearer:
            sent["Authorization"] = f"Bearer {self.token}"
        if isinstance(body, dict):
            body, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, sent | (headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def raw(self, data: bytes, seconds: float = PATIENCE) -> bytes:
        """Bytes as they are, and all that comes back until the server closes or is silent."""
        got = b""
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", self.settings.port), timeout=seconds) as connection,
        ):
            with suppress(OSError):
                connection.sendall(data)
            while piece := connection.recv(65536):
                got += piece
        return got


@contextmanager
def serving(database: Path, **more: Any) -> Iterator[Web]:
    """A server on a free port, in a thread; ``more`` goes to Settings, but for ``clock``."""
    from etl.web.app import create_app
    from etl.web.server import listen, server
    from etl.web.settings import Settings

    clock = {"clock": more.pop("clock")} if "clock" in more else {}
    with listen("127.0.0.1", 0) as listening:
        # How long a statement takes says how busy the machine is; who tests its end gives it less.
        settings = Settings(database, listening.getsockname()[1], **{"sql_seconds": PATIENCE, **more})
        app = create_app(settings, **clock)
        running = server(app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not running.started and thread.is_alive():
            sleep(0.01)
        try:
            yield Web(database, settings, app)
        finally:
            running.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive(), "the server does not end"


@contextmanager
def started(database: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], Web]]:
    """etl web as a user starts it, in a process that is killed at the end; what it says comes by its pipes."""
    from etl.web.settings import Settings

    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "web", "--no-open", "--db", str(database)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout is not None
        found = urlsplit(process.stdout.readline().strip())
        web = Web(database, Settings(database, found.port or 0, token=found.query.removeprefix("token=")), None)
        happens(lambda: bool(web.raw(b"GET / HTTP/1.0\r\n\r\n")))
        yield process, web
    finally:
        process.kill()
        process.communicate()


def demo(folder: Path) -> Path:
    """A database of the demo export, its days cut in Zurich."""
    return loaded(folder, "demo.zip")


def form(*parts: tuple[str, bytes]) -> tuple[bytes, dict[str, str]]:
    """A multipart body of parts (what stands behind form-data, content), and its headers."""
    heads = ((f"--xx\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode(), data) for head, data in parts)
    joined = b"".join(head + data + b"\r\n" for head, data in heads)
    return joined + b"--xx--\r\n", {"Content-Type": "multipart/form-data; boundary=xx"}


def over(web: Web, job: str) -> dict[str, Any]:
    """What a job is when it is no longer running."""
    told: dict[str, Any] = {}

    def is_over() -> bool:
        told.update(web.ask(f"/api/progress/{job}").json)
        return bool(told["state"] != "running")

    happens(is_over, pause=0.05)
    return told


def happens(is_so: Callable[[], bool], pause: float = 0.01) -> None:
    """Return when something is so. Looks often enough for any machine, and fails when it has looked in vain."""
    for _ in range(6_000):
        if is_so():
            return
        sleep(pause)
    raise AssertionError("what was waited for does not happen")
