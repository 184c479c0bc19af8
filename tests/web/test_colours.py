"""Every category has a colour of its own, the same wherever it is shown, and legible in both schemes."""

import re
from math import cos, radians, sin

from etl.categorize.categories import OTHER, built_in
from etl.web.pages.grouping import HUES, hues
from tests.conftest import ROOT
from tests.web.test_pages import first_key, post
from tests.web.web_cases import Web

STYLE = (ROOT / "etl" / "web" / "static" / "app.css").read_text("utf-8")
ANGLES = {name: float(angle) for name, angle in re.findall(r"^\.(c\d+) \{ --hue: (\d+); \}$", STYLE, re.MULTILINE)}


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """The relative luminance of an OKLCH colour, by Ottosson's matrices; what sRGB cannot show is clipped."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(light, 0.0), 1.0) for light in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_what_a_tag_says_is_legible_in_both_schemes() -> None:
    inks, dots, washes = (
        [(float(light), float(chroma)) for light, chroma in re.findall(rf"--hue-{part}: (\S+) (\S+);", STYLE)]
        for part in ("ink", "dot", "wash")
    )
    assert len(inks) == len(dots) == len(washes) == 2
    for card, ink, dot, wash in zip((1.0, luminance(0.18, 0, 0)), inks, dots, washes, strict=True):
        for angle in ANGLES.values():
            assert contrast(luminance(*ink, angle), luminance(*wash, angle)) >= 4.5
            assert contrast(luminance(*ink, angle), card) >= 4.5
            assert contrast(luminance(*dot, angle), card) >= 3


def test_there_are_as_many_colours_as_the_pages_ask_for() -> None:
    assert list(ANGLES) == [f"c{place}" for place in range(HUES)]
    assert len(set(ANGLES.values())) == HUES


def test_a_built_in_category_keeps_its_colour_and_own_ones_get_further_ones() -> None:
    names = list(built_in())
    found = hues([*names[3:], "Choir", *names[:2], "Bees", OTHER])
    assert [found[name] for name in names] == [f"c{place}" for place in range(17)]
    assert (found["Choir"], found["Bees"]) == ("c17", "c18")
    assert OTHER not in found
    assert hues([str(number) for number in range(10)])["9"] == "c2", "there are 24"


def test_a_category_looks_the_same_in_tags_chips_and_headings_and_a_tag_says_why(restored: Web) -> None:
    post(restored, "/conversations/sort")
    post(restored, "/conversations/categories", do="add", to="Choir", words="alto")
    key = first_key(restored)
    post(restored, "/conversations/file", item=key, do="move", category="Choir")
    grouped, listed = restored.ask("/conversations").text, restored.ask("/conversations?by=year").text
    shown = [
        *re.findall(r'<h2 class="group hue (c\d+)"[^>]*>([^<]+?) <', grouped),
        *re.findall(r'<a class="chip hue (c\d+)"[^>]*>([^<]+?) <', grouped),
        *re.findall(r'<span class="tag hue (c\d+)"[^>]*>([^<]+)<', listed),
    ]
    assert {name.replace("&amp;", "&"): hue for hue, name in shown}.items() <= hues(["Choir"]).items()
    assert len({name for _, name in shown}) == len({hue for hue, _ in shown}) > 5
    assert ("c17", "Choir") in shown
    assert re.search(r'<span class="tag hue c\d+" data-label title="because: \w', listed)
    assert "data-label>Choir<" in listed, "who filed it needs no reason"
    assert re.search(r'<a href="/conversations/one[^>]+ title="because: \w', grouped)
