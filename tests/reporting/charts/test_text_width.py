"""Letters: markup is escaped, and words are as wide as the font makes them."""

import re
import xml.etree.ElementTree as Xml
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reporting.charts import svg, text_width
from etl.reporting.formats import humanize
from tests.conftest import ROOT

FONTS = ROOT / "etl" / "reporting" / "charts" / "fonts"


@given(st.text())
def test_any_text_is_text(said: str) -> None:
    drawn = Xml.fromstring(svg.element("text", said, hint=said))
    allowed = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", said)
    assert "".join(drawn.itertext()) == allowed.replace("\r\n", "\n").replace("\r", "\n")
    assert list(drawn) == []


def test_numbers_take_no_more_characters_than_they_need() -> None:
    assert [svg.number(value) for value in (1, 1.5, 1.256, -0.001, 100, 0.1)] == ["1", "1.5", "1.26", "0", "100", "0.1"]


@pytest.mark.parametrize(("file", "is_strong"), [("Inter-Regular.ttf", False), ("Inter-SemiBold.ttf", True)])
def test_widths_are_those_of_the_font(file: str, is_strong: bool) -> None:
    ttf: Any = pytest.importorskip("fontTools.ttLib")
    with ttf.TTFont(FONTS / file) as font:
        letters, advances = font.getBestCmap(), font["hmtx"]
        for place in range(32, 127):
            exact = advances[letters[place]][0] * 100 / font["head"].unitsPerEm
            assert abs(text_width.width(chr(place), 100, is_strong) - exact) <= 0.5


def test_the_fonts_have_the_letters_that_charts_use() -> None:
    ttf: Any = pytest.importorskip("fontTools.ttLib")
    files = sorted(FONTS.glob("*.ttf"))
    assert files
    for path in files:
        with ttf.TTFont(path) as font:
            assert set(map(ord, "·×–—−…äéøßčžжΩ$€%")) <= set(font.getBestCmap())
            assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text("utf-8")
            assert path.stat().st_size < 150_000


@given(st.text(), st.floats(0, 500))
def test_cut_words_fit(said: str, room: float) -> None:
    cut = text_width.fitting(said, room)
    assert text_width.width(cut) <= room
    assert cut in ("", said) or said.startswith(cut.removesuffix("…"))


def test_amounts_are_said_as_people_do() -> None:
    assert [humanize.count(1, "day"), humanize.count(1_234, "day")] == ["1 day", "1,234 days"]
    assert [humanize.short(value) for value in (0, 950, 1_234, 13_000_000)] == ["0", "950", "1.23k", "13M"]
    assert [humanize.dollars(value) for value in (0, 0.0012, 0.000001, 1234.5)] == [
        *("$0.00", "$0.0012", "below $0.0001", "$1,234.50")
    ]
