"""The attack table of the web app, rows 1 to 16 without a browser: who gets in."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from tests.conftest import PATIENCE
from tests.web.web_cases import Web, serving


def test_row_01_it_listens_on_this_machine_only_and_elsewhere_only_for_who_insists(tmp_path: Path) -> None:
    asked = ["web", "--db", str(tmp_path / "chats.duckdb"), "--no-open", "--host"]
    for host, words in (("192.0.2.1", "--i-understand"), ("0.0.0.0", "not all of them"), ("evil.example", "address")):
        refused = CliRunner().invoke(main, [*asked, host])
        assert refused.exit_code == 2
        assert words in refused.output
    warned = CliRunner().invoke(main, [*asked, "192.0.2.1", "--i-understand"])
    assert "Warning" in warned.output
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "web", "--no-open", "--db", tmp_path / "chats.duckdb"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=[\w-]{43}\n", process.stdout.readline())
        assert found is not None
        other = socket.create_server(("127.0.0.2", int(found[1])))
        other.close()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("path", ["/", "/conversations", "/api/marks", "/api/search?q=a", "/static/app.js", "/nothing"])
def test_row_02_without_a_token_there_is_nothing(server: Web, path: str) -> None:
    answer = server.ask(path, bearer=False)
    assert answer.status == 401
    assert len(answer.body) < 500
    assert "token" not in answer.headers.get("set-cookie", "")
    assert server.ask("/nothing", bearer=False).body == server.ask("/conversations", bearer=False).body


def test_row_03_a_wrong_token_is_refused_and_after_ten_a_minute_not_even_looked_at(tmp_path: Path) -> None:
    now = [1000.0]
    with serving(tmp_path / "chats.duckdb", clock=lambda: now[0]) as web:
        wrong = [
            lambda: web.ask("/?token=wrong", bearer=False),
            lambda: web.ask("/api/marks", headers={"Authorization": "Bearer wrong"}),
            lambda: web.ask("/", headers={"Cookie": f"{web.settings.cookie}=wrong"}, bearer=False),
        ]
        assert [wrong[turn % 3]().status for turn in range(12)] == [401] * 10 + [429] * 2
        assert int(wrong[0]().headers["retry-after"]) <= 6
        assert web.ask("/api/nothing").status == 404, "who has the token is not locked out by others"
        now[0] += 60
        assert wrong[1]().status == 401


def test_row_04_the_token_goes_into_a_strict_cookie_and_out_of_the_address(server: Web) -> None:
    answer = server.ask(f"/?token={server.token}", bearer=False)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"etl_{server.settings.port}={server.token};")
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert server.ask("/static/app.js", headers={"Cookie": cookie.split(";")[0]}, bearer=False).status == 200
    assert server.ask(f"/api/marks?token={server.token}", bearer=False).status == 401


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:1",
        "127.0.0.1",
        "localhost.evil.example:{port}",
        "0.0.0.0:{port}",
        "evil.example:{port}",
        "[::]:{port}",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_row_07_only_our_own_address_is_answered(server: Web, host: str, method: str) -> None:
    stated = {"Host": host.format(port=server.settings.port)}
    assert server.ask("/api/marks", method, headers=stated).status == 421
    assert server.ask(f"/?token={server.token}", headers=stated, bearer=False).status == 421


def test_row_07_no_host_an_empty_one_and_two_of_them_are_refused(server: Web) -> None:
    own = f"Host: 127.0.0.1:{server.settings.port}\r\n"
    bearer = f"Authorization: Bearer {server.token}\r\nConnection: close\r\n"
    for lines, version in (
        ("", "1.1"),
        ("", "1.0"),
        ("Host:\r\n", "1.1"),
        (own + own, "1.1"),
        (own + "Host: e\r\n", "1.1"),
    ):
        told = server.raw(f"GET /api/marks HTTP/{version}\r\n{lines}{bearer}\r\n".encode())
        assert told.split()[1] in (b"400", b"421")


def test_row_08_an_address_in_place_of_a_path_leads_nowhere(server: Web) -> None:
    for target in (
        "http://evil.example/",
        f"http://127.0.0.1:{server.settings.port}/api/marks",
        "evil.example:443",
        "*",
    ):
        head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.settings.port}\r\n"
        told = server.raw(f"{head}Authorization: Bearer {server.token}\r\nConnection: close\r\n\r\n".encode())
        assert told.split()[1][:1] == b"4"


def test_row_09_a_length_beside_chunks_ends_the_connection(server: Web) -> None:
    own = f"Host: 127.0.0.1:{server.settings.port}\r\nAuthorization: Bearer {server.token}\r\n"
    hidden = f"GET /static/app.js HTTP/1.1\r\n{own}\r\n"
    for lengths in ("Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 6"):
        told = server.raw(f"POST /api/marks HTTP/1.1\r\n{own}{lengths}\r\n\r\n0\r\n\r\n{hidden}".encode())
        assert told.split()[1] == b"400"
        assert told.count(b"HTTP/1.1") == 1, "what stands behind it is no second request"


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}", ""]
)
def test_row_10_another_origin_is_refused(server: Web, method: str, origin: str) -> None:
    stated = {"Origin": origin.format(port=server.settings.port)}
    assert server.ask("/api/marks", method, headers=stated).status == 403


def test_row_11_another_port_changes_nothing(server: Web) -> None:
    cookie = f"{server.settings.cookie}={server.token}"
    stated = {"Cookie": cookie, "Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:1"}
    assert server.ask("/api/undo", "POST", {}, stated, bearer=False).status == 403
    del stated["Origin"]
    for path in ("/api/marks", "/static/app.js", "/conversations"):
        assert server.ask(path, headers=stated, bearer=False).status == 403


@pytest.mark.parametrize("path", ["/api/marks", "/static/app.js", "/conversations", "/"])
def test_row_12_what_another_site_embeds_is_refused_though_the_cookie_is_there(server: Web, path: str) -> None:
    for mode, destination in (("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")):
        stated = {
            "Cookie": f"{server.settings.cookie}={server.token}",
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": mode,
            "Sec-Fetch-Dest": destination,
        }
        assert server.ask(path, headers=stated, bearer=False).status == 403


def test_row_13_a_change_by_cookie_alone_is_refused(server: Web) -> None:
    cookie = {"Cookie": f"{server.settings.cookie}={server.token}"}
    own = cookie | {"Origin": server.url}
    fetched = cookie | {"Sec-Fetch-Site": "same-origin"}
    for method in ("POST", "PUT", "DELETE"):
        assert server.ask("/api/nothing", method, {}, cookie, bearer=False).status == 403
        assert server.ask("/api/nothing", method, {}, own, bearer=False).status == 404
        assert server.ask("/api/nothing", method, {}, fetched, bearer=False).status == 404


@pytest.mark.parametrize("origin", ["http://evil.example", "{own}"])
def test_row_14_no_preflight_passes_and_no_answer_speaks_of_other_origins(server: Web, origin: str) -> None:
    stated = {"Origin": origin.format(own=server.url), "Access-Control-Request-Method": "POST"}
    answers = [server.ask("/api/marks", "OPTIONS", headers=stated), server.ask("/api/marks", headers=stated)]
    assert answers[0].status == 403
    assert not [name for each in answers for name in each.headers if name.startswith("access-control")]


@pytest.mark.parametrize("wrong", ["Host: evil.example", "Origin: http://evil.example", "Authorization: Bearer wrong"])
def test_row_16_a_body_of_600_megabytes_is_refused_on_its_headers(tmp_path: Path, wrong: str) -> None:
    with serving(tmp_path / "chats.duckdb") as web:
        right = {"Host": f"127.0.0.1:{web.settings.port}", "Origin": web.url}
        name, value = wrong.split(": ")
        lines = "".join(f"{key}: {text}\r\n" for key, text in (right | {name: value}).items())
        head = f"POST /api/loads HTTP/1.1\r\n{lines}Content-Type: text/plain\r\nContent-Length: 600000000\r\n\r\n"
        sent = 0
        with socket.create_connection(("127.0.0.1", web.settings.port), timeout=PATIENCE) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
            connection.sendall(head.encode())
            try:
                while sent < 600_000_000:
                    sent += connection.send(b"x" * 65536)
            except OSError:
                pass
        assert sent < 5_000_000
