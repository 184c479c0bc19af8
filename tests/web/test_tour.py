"""The whole tour, as a person takes it in a browser, from an empty folder to an exported list."""

import json
import re
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PATIENCE, ROOT
from tests.web.browser_cases import browser
from tests.web.web_cases import Web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

pytestmark = pytest.mark.browser

_VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"

_CARRY = """([name, text]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
    return carried;
}"""
"""What a hand carries that drags a file over a page."""


class Watch:
    """What a tab asks of others, and says: both should be nothing."""

    def __init__(self, page: "Page", url: str) -> None:
        self.elsewhere: list[str] = []
        self.said: list[str] = []
        page.add_init_script(_VIOLATIONS)
        page.on("request", lambda request: self.elsewhere.extend([request.url][request.url.startswith(url) :]))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))


def test_the_whole_tour(browser: "Browser", web: Web) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    watch = Watch(page, web.url)
    page.goto(f"{web.url}/?token={web.token}")
    assert "token" not in page.url
    _drop(page)
    _see(page)
    _search(page)
    _categorise(page)
    _move_and_undo(page)
    _mark(page)
    _export(page)
    _query(page)
    assert watch.elsewhere == []
    assert watch.said == []
    context.close()


def _drop(page: "Page") -> None:
    from playwright.sync_api import expect

    expect(page.get_by_role("heading", level=1)).to_have_text("Your chats, on your own machine")
    text = b64encode((ROOT / "samples" / "demo.zip").read_bytes()).decode()
    carried = page.evaluate_handle(_CARRY, ["demo.zip", text])
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": carried})
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": carried})
    expect(page.locator("h1")).to_have_text("Overview", timeout=PATIENCE * 1_000)


def _see(page: "Page") -> None:
    from playwright.sync_api import expect

    expect(page.locator(".tile .big").first).to_have_text("296")
    expect(page.locator(".charts article")).to_have_count(7)
    page.get_by_text("Show SQL").first.click()
    expect(page.locator("pre code").first).to_contain_text("v1.")


def _search(page: "Page") -> None:
    from playwright.sync_api import expect

    page.get_by_role("link", name="Conversations").click()
    expect(page.locator("h1")).to_contain_text("296")
    expect(page.locator("[data-help]")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("grocery", delay=20)
    expect(page.locator(".hits a").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_contain_text("296")
    page.locator(".row .title a").first.click()
    expect(page.locator(".message.user").first).to_be_visible()


def _categorise(page: "Page") -> None:
    from playwright.sync_api import expect

    page.get_by_role("link", name="Conversations", exact=True).click()
    expect(page.locator(".group").first).not_to_contain_text("Uncategorized")
    assert (page.locator(".row .title a[title]").first.get_attribute("title") or "").startswith("because: ")
    page.locator("details summary").last.click()
    page.get_by_label("New category").fill("Choir")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#list select[name=category] option", has_text="Choir")).to_have_count(1)


def _move_and_undo(page: "Page") -> None:
    from playwright.sync_api import expect

    expect(page.locator("[data-help]")).to_be_visible()
    page.keyboard.press("j")
    moved = page.locator(".row:focus")
    title = moved.locator(".title a").inner_text()
    page.keyboard.press("m")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Choir")).click()
    expect(page.locator("#said")).to_contain_text("1 moved to Choir")
    page.reload()
    expect(page.locator(".jump a", has_text="Choir")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".jump a", has_text="Choir")).to_have_count(0)
    expect(page.locator(".row .title a", has_text=title).first).to_be_visible()


def _mark(page: "Page") -> None:
    from playwright.sync_api import expect

    expect(page.locator("[data-help]")).to_be_visible()
    page.keyboard.press("j")
    for key, done in (("x", "1"), ("u", "0"), ("x", "1")):
        page.keyboard.press(key)
        expect(page.locator("[data-count=done]")).to_have_text(done)
    page.get_by_role("link", name="Done 1").click()
    expect(page).to_have_url(re.compile("done=done"))
    expect(page.locator("[data-help]")).to_be_visible()
    expect(page.locator(".row.done")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("mark done")
    page.keyboard.press("Escape")


def _export(page: "Page") -> None:
    with page.expect_download() as started:
        page.get_by_role("link", name="JSON", exact=True).click()
    found = json.loads(started.value.path().read_text("utf-8"))
    assert found["summary"]["total_conversations"] == 1
    assert sum(map(len, found["categories"].values())) == 1


def _query(page: "Page") -> None:
    from playwright.sync_api import expect

    page.get_by_role("link", name="Query").click()
    # Until then no script hears keys.
    page.wait_for_url("**/query", wait_until="load")
    page.locator("textarea").fill("select count(*) as chats from v1.conversations")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer td")).to_have_text("296")
