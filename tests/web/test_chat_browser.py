"""The page of a chat in a browser: keys, copies, versions that stay in place, nothing from elsewhere, axe."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browser_cases import browser, known
from tests.web.test_chat import CHAT
from tests.web.test_tour import Watch
from tests.web.web_cases import Web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser", "known"]

pytestmark = pytest.mark.browser


def tab(browser: "Browser", web: Web, **options: Any) -> "Page":
    """A page of who has the token of a server."""
    context = browser.new_context(**options)
    context.add_cookies([web.cookie])  # type: ignore[list-item]
    return context.new_page()


def test_keys_lead_through_a_chat_and_back_to_its_row(known: "Page", restored: Web) -> None:
    from playwright.sync_api import expect

    known.goto(f"{restored.url}/conversations?by=month&sort=oldest")
    expect(known.locator("[data-help]")).to_be_visible()
    for key in ("j", "j", "Enter"):
        known.keyboard.press(key)
    expect(known.locator("[data-copy]").first).to_be_visible()
    title = known.locator("h1").inner_text()
    expect(known.locator(".meta button").first).to_be_attached()
    known.keyboard.press("j")
    expect(known.locator(".turn:focus")).to_have_count(1)
    known.keyboard.press("x")
    expect(known.locator("[data-done]")).to_have_text("✓ Done")
    expect(known.locator(".meta button").first).to_be_attached()
    known.keyboard.press("m")
    known.get_by_role("dialog").get_by_role("button").first.click()
    expect(known.locator(".filing select option").first).not_to_have_text("No category yet")
    expect(known.locator(".meta button").first).to_be_attached()
    known.keyboard.press("]")
    expect(known.locator("h1")).not_to_have_text(title)
    expect(known.locator(".meta button").first).to_be_attached()
    known.keyboard.press("[")
    expect(known.locator("h1")).to_have_text(title)
    expect(known.locator(".meta button").first).to_be_attached()
    known.keyboard.press("?")
    expect(known.get_by_role("dialog")).to_contain_text("back to the list")
    known.keyboard.press("Escape")
    expect(known.get_by_role("dialog")).to_have_count(0)
    known.keyboard.press("Escape")
    expect(known).to_have_url(re.compile(r"by=month&sort=oldest#c-"))
    expect(known.locator(".row:focus .title")).to_contain_text(title)


def test_another_version_stays_where_it_was(browser: "Browser", several: Web) -> None:
    from playwright.sync_api import expect

    known = tab(browser, several)
    known.set_viewport_size({"width": 900, "height": 400})
    known.goto(f"{several.url}/conversations?q=Regenerated+and+edited")
    known.locator(".row .title a").first.click()
    link = known.locator("[data-stay]").last
    link.scroll_into_view_if_needed()
    top = link.evaluate("(link) => link.closest('.turn').getBoundingClientRect().top")
    link.click()
    expect(known.get_by_text("Another branch is shown")).to_have_count(1)
    target = known.locator(
        f".turn:has({known.evaluate('`[id=${JSON.stringify(decodeURIComponent(location.hash.slice(1)))}]`')})"
    )
    assert abs(target.evaluate("(turn) => turn.getBoundingClientRect().top") - top) < 60


def test_code_can_be_copied_and_wrapped_and_words_are_marked(browser: "Browser", show: Web) -> None:
    from playwright.sync_api import expect

    page = tab(browser, show, permissions=["clipboard-read", "clipboard-write"])
    watch = Watch(page, show.url)
    page.goto(f"{show.url}{CHAT}&find=rye")
    assert page.evaluate("CSS.highlights.get('found').size") >= 2
    code = page.locator("figure.code", has_text="A wave is a sum")
    code.get_by_role("button", name="Wrap").click()
    assert code.locator("pre").evaluate("(pre) => pre.scrollWidth <= pre.clientWidth")
    code.get_by_role("button", name="Copy").click()
    expect(code.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("def waves(n: int)")
    page.locator(".turn.answer").first.hover()
    page.locator(".turn.answer").first.get_by_role("button", name="Copy this message").click()
    expect(page.locator(".meta").get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Euler knew $e^{i\\pi}+1=0$; it costs $5 and $7" in copied
    assert "Wrap" not in copied
    assert "    # A wave is a sum.\n" in copied
    assert (watch.elsewhere, watch.said) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chat_can_be_read_by_everybody(browser: "Browser", show: Web, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="no axe: pip install axe-playwright-python"
    )
    page = tab(browser, show, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    for path in (f"{CHAT}&find=rye", f"{CHAT}&at=n4"):
        page.goto(show.url + path)
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_a_chat_is_no_wider_than_a_telephone_and_its_formulas_are_drawn(browser: "Browser", show: Web) -> None:
    known = tab(browser, show)
    known.goto(show.url + CHAT)
    for width in (320, 390, 1024):
        known.set_viewport_size({"width": width, "height": 800})
        wide, seen = known.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, width
    assert known.locator("math[display=block] mfrac").count() >= 2
    assert known.locator("math[display=block]").first.evaluate("(math) => math.getBoundingClientRect().height") > 60
