"""What the browser tests of the web app share: Chromium, and a tab of who has the token."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PATIENCE
from tests.web.web_cases import Web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    api = pytest.importorskip("playwright.sync_api", reason="no browser: pip install playwright")
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("no browser: install chromium")
    # A busy machine may take its time; what never comes is still found out.
    api.expect.set_options(timeout=PATIENCE * 1_000)
    mapped = "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP localhost.evil.example 127.0.0.1"
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", mapped])
        yield started
        started.close()


@pytest.fixture
def known(browser: "Browser", server: Web) -> "Iterator[Page]":
    """A tab of who has the token."""
    context = browser.new_context()
    context.add_cookies([server.cookie])  # type: ignore[list-item]
    yield context.new_page()
    context.close()
