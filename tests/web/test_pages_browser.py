"""Pages as a browser lays them out: what is found is in sight, and nothing needs to be pushed sideways."""

from typing import TYPE_CHECKING

import pytest

from tests.web.browser_cases import browser, known
from tests.web.web_cases import Web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser", "known"]

pytestmark = pytest.mark.browser

PAGES = ("/", "/conversations", "/conversations?by=month&q=bread", "/costs", "/query", "/loads", "/welcome", "/nothing")

_IS_IN_SIGHT = """(mark) => {
    const [inner, outer] = [mark, mark.parentElement].map((element) => element.getBoundingClientRect());
    const isBeside = inner.left >= outer.left && inner.right <= outer.right;
    return inner.width > 0 && isBeside && inner.bottom <= outer.bottom + 1;
}"""


@pytest.mark.parametrize("word", ["bread", "oven"])
def test_the_word_that_is_searched_is_marked_and_in_sight(known: "Page", server: Web, word: str) -> None:
    known.goto(f"{server.url}/")
    known.locator(".find [type=search]").press_sequentially(word)
    known.locator(".hits mark").first.wait_for()
    marks = known.locator(".hits .small mark:first-of-type").all()
    assert marks
    for mark in marks:
        assert mark.inner_text().lower() == word
        assert mark.evaluate(_IS_IN_SIGHT)


def test_a_hit_leads_to_the_message_that_holds_it(known: "Page", server: Web) -> None:
    known.goto(f"{server.url}/")
    known.locator(".find [type=search]").press_sequentially("bread")
    hit = known.locator(".hits a:has(.small)").first
    hit.wait_for()
    hit.click()
    known.wait_for_url("**/conversations/one**")
    target = known.locator(":target")
    assert "bread" in target.inner_html().lower()
    assert target.evaluate("(element) => element.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_telephone(known: "Page", server: Web, path: str) -> None:
    known.goto(server.url + path)
    known.wait_for_load_state()
    for width in (320, 420):
        known.set_viewport_size({"width": width, "height": 800})
        wide, seen = known.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, width


@pytest.mark.parametrize("width", [420, 1280])
def test_the_list_shows_the_word_that_is_searched(known: "Page", server: Web, width: int) -> None:
    known.set_viewport_size({"width": width, "height": 800})
    known.goto(f"{server.url}/conversations?q=oven")
    marks = known.locator(".passage mark:first-of-type").all()
    assert marks
    assert all(mark.evaluate(_IS_IN_SIGHT) for mark in marks)


def test_what_is_done_can_be_told_without_colours(known: "Page", server: Web) -> None:
    known.emulate_media(forced_colors="active")
    known.goto(f"{server.url}/conversations")
    first, second = (known.locator(".row .tick").nth(place) for place in (0, 1))
    first.click()
    known.locator(".row.done").wait_for()
    colour = "(tick) => getComputedStyle(tick).color"
    assert first.evaluate(colour) != second.evaluate(colour)
    first.click()
    known.locator(".row.done").wait_for(state="detached")


def test_a_day_of_the_calendar_tells_itself_and_leads_to_its_chats(known: "Page", server: Web) -> None:
    known.goto(server.url)
    day = known.locator('[data-days="2025-09-09/2025-09-09"]').first
    day.hover()
    tip = known.locator(".tip")
    assert tip.inner_text() == "2025-09-09: 152 messages"
    day.click()
    known.wait_for_url("**/conversations?since=2025-09-09&until=2025-09-09")
    assert known.locator(".row[data-key]").count() > 0


def test_the_first_row_is_ten_stops_away_and_a_row_is_one(known: "Page", server: Web) -> None:
    known.goto(f"{server.url}/conversations")
    known.locator("[data-help]").wait_for()
    for _ in range(10):
        known.keyboard.press("Tab")
    assert known.evaluate("document.activeElement.matches('.row:first-child')")
    known.keyboard.press("Tab")
    assert known.evaluate("!document.activeElement.closest('.row')")


def test_filters_act_at_once_and_groups_filter(known: "Page", server: Web) -> None:
    known.goto(f"{server.url}/conversations")
    known.get_by_text("Filters, groups and order").click()
    known.get_by_label("Group by").select_option("month")
    known.wait_for_url("**by=month**")
    known.locator(".jump a", has_text="2025-09").click()
    known.wait_for_url("**month=2025-09**")
    assert known.locator("#count").inner_text() == "10"


def test_what_is_done_with_chats_shows_once_some_are_chosen(known: "Page", server: Web) -> None:
    known.goto(f"{server.url}/conversations")
    known.locator("[data-help]").wait_for()
    assert known.locator("[data-bulk]").is_hidden()
    known.locator(".row input").first.check()
    assert known.locator("[data-bulk]").is_visible()
    assert known.locator("[data-chosen]").inner_text() == "With the 1 chosen:"


def test_the_palette_leads_to_pages_and_chats(known: "Page", server: Web) -> None:
    known.goto(f"{server.url}/")
    known.keyboard.press("Control+k")
    box = known.get_by_label("Go to", exact=True).locator("input")
    box.fill("brioche flour")
    known.locator("#palette li", has_text="Flour for the brioche").wait_for()
    box.fill("costs")
    known.keyboard.press("Enter")
    known.wait_for_url("**/costs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(browser: "Browser", server: Web, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    context.add_cookies([server.cookie])  # type: ignore[list-item]
    page = context.new_page()
    wrong = []
    for address in (*PAGES, "/now", "/year?year=2025", "/manual/cost", "/?metric=cost&year=2024"):
        page.goto(f"{server.url}{address}")
        found = axe.run(page).response["violations"]
        wrong += [(address, one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
    context.close()
    assert wrong == []
