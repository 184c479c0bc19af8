"""The page on paper: few sheets, and no chart torn from its heading."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from etl.reporting.html.document import html
from tests.web.browser_cases import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

pytestmark = pytest.mark.browser


def test_the_demo_takes_twelve_sheets_at_most(browser: "Browser", demo: Path) -> None:
    page = browser.new_page()
    page.set_content("".join(html(demo, {})))
    paper = page.pdf(format="A4", print_background=True)
    assert 3 < len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) <= 12
    page.emulate_media(media="print")
    for article in page.locator("article:has(figure)").all():
        assert article.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
        assert article.bounding_box()["height"] < 980  # type: ignore[index] # of a sheet, in pixels
    page.close()
