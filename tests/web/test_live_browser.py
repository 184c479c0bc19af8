"""Pages in a browser that show what was published meanwhile, and leave what one reads where it is."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browser_cases import browser
from tests.web.test_live import log
from tests.web.web_cases import happens, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

pytestmark = pytest.mark.browser


def test_a_page_shows_what_a_log_tells_and_keeps_what_is_open(browser: "Browser", tmp_path: Path) -> None:
    path = log(tmp_path)
    odd: list[str] = []
    with serving(tmp_path / "chats.duckdb", watched=(path.parent,), watch_seconds=0.1, api_rate=1000.0) as web:
        context = browser.new_context(viewport={"width": 900, "height": 400})
        context.add_cookies([web.cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("pageerror", lambda error: odd.append(str(error)))
        page.on("console", lambda said: odd.append(said.text) if said.type == "error" else None)
        page.goto(f"{web.url}/")
        # The welcome gives way by itself when the first load is in.
        page.get_by_role("heading", name="Overview").wait_for()
        page.get_by_text("Show SQL").first.click()
        page.evaluate("scrollTo(0, 120)")
        page.evaluate("window.isTheSame = true")
        log(tmp_path, 3)
        page.locator(".tile", has_text="messages").get_by_text("3", exact=True).first.wait_for()
        kept = page.evaluate("[window.isTheSame, document.querySelectorAll('details[open]').length, scrollY]")
        assert kept == [True, 1, 120]
        page.goto(f"{web.url}/now")
        happens(lambda: page.locator("#watch").get_attribute("data-state") == "waiting", pause=0.1)
        context.close()
    assert odd == []
