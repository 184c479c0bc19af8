"""The attack table of the web app, rows 17, 23 and 51: too much, too long, too slow."""

import asyncio
import http.client
import socket
from collections import defaultdict
from contextlib import closing, suppress
from pathlib import Path
from time import sleep

import psutil
import pytest

from etl.web.security.rate_limit import Bucket
from etl.web.server import Patient
from tests.conftest import PATIENCE
from tests.web.web_cases import Web, form, happens, serving


def test_row_17_six_hundred_connections_idle_or_with_heads_that_never_end_keep_nobody_out(server: Web) -> None:
    address = ("127.0.0.1", server.settings.port)
    waiting: list[socket.socket] = []
    try:
        with suppress(OSError):  # Fewer, where a process may not have so many files.
            waiting += (socket.create_connection(address, timeout=PATIENCE) for _ in range(600))
        for _ in range(5):
            for each in waiting[::2]:
                with suppress(OSError):
                    each.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: 1")
            assert server.ask("/static/app.js").status == 200
            assert server.ask("/api/marks").status == 200
            assert len(Patient._waiting) <= 201, "the oldest are dropped"
    finally:
        for each in waiting:
            each.close()
    assert len(waiting) > 200


Alarms = dict[int, list[asyncio.TimerHandle]]


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> Alarms:
    """Every alarm that is set for a connection from now on, by the port of the client."""
    found: Alarms = defaultdict(list)
    set_one = Patient._await_head

    def noting(connection: Patient) -> None:
        set_one(connection)
        assert connection.client is not None
        found[connection.client[1]].append(connection._alarm)

    monkeypatch.setattr(Patient, "_await_head", noting)
    return found


def test_row_17_who_sends_no_head_in_time_is_cut_off(
    server: Web, alarms: Alarms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.web.server._SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", server.settings.port), timeout=PATIENCE) as slow:
        port = slow.getsockname()[1]
        with suppress(ConnectionError):
            for piece in (b"GET / HT", b"TP/1.1\r\n", b"X-Slow: 1\r\n"):
                slow.sendall(piece)
                sleep(0.02)
            assert slow.recv(1) == b""
    assert len(alarms[port]) == 1, "a piece of a head wins no time"
    assert server.ask("/static/app.js").status == 200


def test_row_17_a_connection_that_asks_again_has_its_time_anew(server: Web, alarms: Alarms) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.settings.port, timeout=PATIENCE)) as kept:
        kept.connect()
        first, port = kept.sock, kept.sock.getsockname()[1]
        for turn in range(5):
            kept.request("GET", "/static/icon.svg", headers={"Authorization": f"Bearer {server.token}"})
            answer = kept.getresponse()
            assert answer.status == 200
            assert answer.read()
            assert kept.sock is first
            happens(lambda turn=turn: len(alarms[port]) == turn + 2)  # type: ignore[misc]
            assert [alarm.cancelled() for alarm in alarms[port]] == [True] * (turn + 1) + [False]


def test_row_23_a_huge_head_is_refused(server: Web) -> None:
    own = f"Host: 127.0.0.1:{server.settings.port}\r\n"
    for head in (f"X-Large: {'x' * 100_000}\r\n", "".join(f"X-{number}: x\r\n" for number in range(10_000))):
        told = server.raw(f"GET / HTTP/1.1\r\n{own}{head}\r\n".encode())
        assert told.split()[1:2] in ([b"400"], [b"431"], [])
    assert server.ask(f"/{'x' * 8_000}").status == 404


@pytest.mark.parametrize("path", ["/api/loads", "/api/categorize"])
def test_row_23_ten_thousand_parts_or_a_thousand_files_are_refused(server: Web, path: str) -> None:
    before = psutil.Process().memory_info().rss
    fields = form(*((f'name="f{number}"', b"x") for number in range(10_000)))
    files = form(*((f'name="file"; filename="{number}.json"', b"[]") for number in range(1_000)))
    long = form(('name="organize_mode"', b"x" * 500_000))
    heads = form(*((f'name="f"; x="{"y" * 9_000}"', b"x") for _ in range(2)))
    for body, headers in (fields, files, long, heads):
        assert server.ask(path, "POST", body, headers).status in (400, 413)
    assert psutil.Process().memory_info().rss - before < 100_000_000
    assert not list(server.database.parent.rglob("*.json")), "of what is refused nothing stays"


def test_row_23_an_upload_over_its_limit_is_refused_said_or_not(tmp_path: Path) -> None:
    body, headers = form(('name="file"; filename="conversations.json"', b"[" + b" " * 3_000_000))
    with serving(tmp_path / "chats.duckdb", upload_bytes=1_000_000) as web:
        assert web.ask("/api/loads", "POST", body, headers).status == 413
        own = f"Host: 127.0.0.1:{web.settings.port}\r\nAuthorization: Bearer {web.token}\r\n"
        own += f"Content-Type: {headers['Content-Type']}\r\nTransfer-Encoding: chunked\r\n"
        head = f"POST /api/loads HTTP/1.1\r\n{own}"
        pieces = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:900_000], body[900_000:1_800_000]))
        assert web.raw(f"{head}\r\n".encode() + pieces).split()[1] == b"413"
        assert not list(tmp_path.rglob("*.json"))


def test_row_51_two_hundred_requests_at_once_are_too_many_for_the_api_and_none_for_pages(tmp_path: Path) -> None:
    now = [0.0]
    with serving(tmp_path / "chats.duckdb", clock=lambda: now[0]) as web:
        answers = [web.ask("/api/nothing") for _ in range(60)]
        assert [each.status for each in answers] == [404] * 40 + [429] * 20
        assert answers[-1].headers["retry-after"] == "1"
        assert "application/json" in answers[-1].headers["content-type"]
        assert {web.ask("/static/app.js").status for _ in range(100)} == {200}
        now[0] += 1
        assert [web.ask("/api/nothing").status for _ in range(12)] == [404] * 10 + [429] * 2


def test_a_bucket_fills_again_with_time_and_knows_its_clients_apart() -> None:
    now = [0.0]
    bucket = Bucket(2, 3, lambda: now[0])
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.take("b") == 0
    now[0] += 0.5
    assert bucket.take("a") == 0
    assert bucket.take("a") == 0.5
    for number in range(2_000):
        bucket.take(str(number))
    assert len(bucket._left) <= 1_000
