"""PNG: the same chart in pixels, with letters."""

import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from etl.errors import QueryError
from etl.reporting import extras
from etl.reporting.charts.draw import draw
from etl.reporting.charts.picture import Options
from etl.reporting.charts.png import png
from etl.reporting.charts.theme import DARK, LIGHT

pytest.importorskip("resvg_py")
Image: Any = pytest.importorskip("PIL.Image")


def _colours(png: bytes) -> dict[str, int]:
    """How many pixels have each colour."""
    with Image.open(io.BytesIO(png)) as picture:
        shown = picture.convert("RGB")
        return {f"#{r:02x}{g:02x}{b:02x}": often for often, (r, g, b) in shown.getcolors(1 << 24)}


def test_words_are_drawn(demo: Path) -> None:
    svg = draw(demo, "punchcard", Options(dark=False)).svg
    words, none = _colours(png(svg)), _colours(png(re.sub(r"<text.*?</text>", "", svg)))
    assert words[LIGHT["ink"]] > 100
    assert LIGHT["ink"] not in none


def test_letters_of_both_weights_come_from_our_font(demo: Path) -> None:
    svg = draw(demo, "length", Options(dark=False)).svg
    assert png(svg) != png(svg.replace("ink strong", "ink"))
    assert png(svg) == png(svg)


@pytest.mark.parametrize("dark", [True, False, None])
def test_colours_are_those_of_the_theme(demo: Path, dark: bool | None) -> None:
    shown = _colours(png(draw(demo, "calendar", Options(dark=dark)).svg))
    theme = DARK if dark else LIGHT
    assert {theme["ground"], *(theme[f"l{number}"] for number in range(5))} <= set(shown)
    assert shown[theme["ground"]] > 100_000


@pytest.mark.parametrize("embed", [True, False])
def test_the_size_follows_the_scale(demo: Path, embed: bool) -> None:
    svg = draw(demo, "length", Options(embed=embed)).svg
    sizes = []
    for scale in (1, 3):
        with Image.open(io.BytesIO(png(svg, scale))) as picture:
            sizes.append(picture.size)
    assert sizes[0][0] == 800
    assert sizes[1] == (sizes[0][0] * 3, sizes[0][1] * 3)


def test_without_the_library_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(QueryError, match=re.escape(extras.command("png"))):
        png("<svg/>")
