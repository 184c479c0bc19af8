"""Databases to draw, and what their charts say when one points at them."""

import re
import xml.etree.ElementTree as Xml
from pathlib import Path

from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
_CLAUDE = ("blocks_2025", "thinking_2025", "tool_pairs_2025", "web_search_2025")


def both(folder: Path) -> Path:
    """The demo export and some of Claude's conversations: two vendors."""
    claude = [ROOT / "samples" / "claude" / f"{name}.json" for name in _CLAUDE]
    return _loaded(folder / "both.duckdb", [ROOT / "samples" / "demo.zip", *claude])


def undated(folder: Path) -> Path:
    """Two conversations, one of which has no time."""
    exports = [ROOT / "samples" / "chatgpt" / f"{name}.json" for name in ("branches", "times_absent")]
    return _loaded(folder / "undated.duckdb", exports)


def _loaded(path: Path, exports: list[Path]) -> Path:
    load(exports, Options(path, zone="Europe/Zurich"), lambda *_: None)
    return path


def hints(svg: str) -> list[str]:
    """What the parts of a chart say when one points at them."""
    root = Xml.fromstring(svg)
    return [str(title.text) for title in root.iter(f"{SVG}title") if "id" not in title.attrib]


def amounts(svg: str) -> dict[str, int]:
    """The hints ``2025-03-04: 12 messages`` of a calendar, by day."""
    found = [re.fullmatch(r"(\d{4}-\d\d-\d\d): ([\d,]+) \D+", hint) for hint in hints(svg)]
    return {match[1]: int(match[2].replace(",", "")) for match in found if match}
