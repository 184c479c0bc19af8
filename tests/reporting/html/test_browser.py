"""The HTML report in a real browser: nothing is fetched, nothing is complained about, and it fits."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.web.browser_cases import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "report.html"
    path.write_text(html, "utf-8", newline="\n")
    return path


def _opened(browser: "Browser", file: Path, width: int = 1100, scheme: Literal["light", "dark"] = "light") -> Any:
    """The page, with what it asked for and complained about in ``asked`` and ``complaints``."""
    shown: Any = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    shown.asked, shown.complaints = [], []
    shown.on("request", lambda request: shown.asked.append(request.url))
    shown.on("console", lambda message: shown.complaints.append(message.text))
    shown.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.goto(file.as_uri())
    return shown


@pytest.mark.parametrize("width", [1100, 420])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_fetched_nothing_complained_about_and_nothing_too_wide(
    browser: "Browser", file: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    shown = _opened(browser, file, width, scheme)
    shown.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert shown.asked == [file.as_uri()]
    assert shown.complaints == []
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    shown.close()


def test_the_style_sheet_holds_in_light_and_dark(browser: "Browser", file: Path) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        shown = _opened(browser, file, scheme=scheme)
        ground = "getComputedStyle(document.querySelector('#chart-models .ground')).fill"
        colours[scheme] = [shown.evaluate("getComputedStyle(document.body).backgroundColor"), shown.evaluate(ground)]
        shown.close()
    assert colours["light"][1] == "rgb(255, 255, 255)"
    assert all(light != dark for light, dark in zip(colours["light"], colours["dark"], strict=True))


def test_letters_of_charts_keep_their_size_inside_the_page(browser: "Browser", file: Path) -> None:
    shown = _opened(browser, file)
    told = "part => [getComputedStyle(part).fontSize, part.getAttribute('font-size') + 'px']"
    sizes = shown.evaluate(f"[...document.querySelectorAll('.chart text')].map({told})")
    assert len(sizes) > 100
    assert [pair for pair in sizes if pair[0] != pair[1]] == []
    shown.close()


def test_a_table_opens_without_any_script(browser: "Browser", file: Path) -> None:
    shown = _opened(browser, file)
    table = shown.locator("#chart-models details").first
    assert not table.locator("table").is_visible()
    table.locator("summary").click()
    assert table.locator("table").is_visible()
    assert shown.complaints == []
    shown.close()


def test_the_page_prints_without_what_only_a_screen_can_use(browser: "Browser", file: Path) -> None:
    shown = _opened(browser, file)
    shown.emulate_media(media="print")
    assert not shown.locator("nav").is_visible()
    assert shown.locator("#chart-models svg").is_visible()
    shown.close()
