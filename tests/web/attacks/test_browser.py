"""The attack table of the web app, rows that need a browser: rebinding, other ports, frames, injected scripts."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import PATIENCE
from tests.web.browser_cases import browser, known
from tests.web.web_cases import Web, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser", "known"]

pytestmark = pytest.mark.browser

_PAGE = "/nothing"
"""A page of ours that needs no database."""


@contextmanager
def elsewhere(page: str) -> Iterator[str]:
    """Another server on this machine, with a page of its own."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{other.server_port}/"
    finally:
        other.shutdown()
        thread.join()
        other.server_close()


@pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example"])
def test_row_05_and_06_a_name_that_leads_to_this_machine_is_not_answered(
    browser: "Browser", server: Web, name: str
) -> None:
    page = browser.new_page()
    for address in ("/", f"/?token={server.token}", "/api/marks"):
        answer = page.goto(f"http://{name}:{server.settings.port}{address}")
        assert answer is not None
        assert answer.status == 421
    assert page.context.cookies() == []
    page.close()


def test_row_04_the_token_is_not_in_the_address_after_the_entrance(browser: "Browser", server: Web) -> None:
    page = browser.new_page()
    page.goto(server.settings.entrance)
    assert page.url == f"{server.url}/"
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("history.length") <= 2
    answer = page.goto(f"{server.url}{_PAGE}")
    assert answer is not None
    assert answer.status == 404
    page.close()


def test_the_private_file_that_opens_the_browser_leads_in(browser: "Browser", server: Web, tmp_path: Path) -> None:
    from etl.commands.web import opener

    path = tmp_path / "chats.web.html"
    path.write_text(opener(server.settings.entrance), "utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    # Whoever is refused sees no navigation.
    page.locator("nav").first.wait_for(timeout=PATIENCE * 1_000)
    assert page.url.startswith(f"{server.url}/")
    assert "token" not in page.url
    page.close()


def test_row_11_another_port_of_this_machine_reads_nothing_and_changes_nothing(browser: "Browser", server: Web) -> None:
    key = {"provider": "chatgpt", "account_id": "", "conversation_id": "attacked"}
    tries = f"""<body><img src="{server.url}/static/icon.svg" onload="document.title = 'image'">
        <iframe src="{server.url}{_PAGE}"></iframe><script src="{server.url}/static/app.js"></script></body>"""
    before = server.ask("/api/marks").json
    with elsewhere(tries) as address:
        context = browser.new_context()
        context.add_cookies([server.cookie])  # type: ignore[list-item]
        page = context.new_page()
        answers: list[Any] = []
        page.on("response", lambda answer: answers.append(answer) if answer.url.startswith(server.url) else None)
        page.goto(address)
        for mode in ("cors", "no-cors"):
            sent = {"method": "POST", "mode": mode, "credentials": "include"}
            told = page.evaluate(
                "([url, sent, body]) => fetch(url, {...sent, body}).then(a => a.text(), () => 'refused')",
                [f"{server.url}/api/marks", sent, str({"items": [key], "done": True}).replace("'", '"')],
            )
            assert told in ("", "refused")
        page.evaluate(
            """url => { const form = document.createElement('form'); form.method = 'POST'; form.action = url;
            document.body.append(form); form.submit() }""",
            f"{server.url}/api/undo",
        )
        page.wait_for_timeout(500)
        assert page.title() != "image"
        assert answers
        assert {answer.status for answer in answers} <= {401, 403}
        context.close()
    assert server.ask("/api/marks").json == before


def test_row_15_no_page_of_ours_is_shown_in_a_frame(browser: "Browser", server: Web) -> None:
    with elsewhere(f'<iframe src="{server.url}/"></iframe><iframe src="{server.url}{_PAGE}"></iframe>') as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_timeout(300)
        for frame in page.frames[1:]:
            assert "etl web" not in frame.evaluate("document.body.innerText")
            assert frame.url.startswith("chrome-error:") or not frame.evaluate("document.body.innerText")
        page.close()


def test_row_55_servers_on_other_ports_get_a_cookie_of_another_name_only(browser: "Browser", tmp_path: Path) -> None:
    with serving(tmp_path / "a.duckdb") as first, serving(tmp_path / "b.duckdb") as second:
        context = browser.new_context()
        page = context.new_page()
        for web in (first, second, first):
            page.goto(web.settings.entrance)
            answer = page.goto(f"{web.url}{_PAGE}")
            assert answer is not None
            assert answer.status == 404
        assert len({cookie["name"] for cookie in context.cookies()}) == 2
        context.close()
