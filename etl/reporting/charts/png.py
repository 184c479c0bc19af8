"""SVG to PNG, with the letters of the font in fonts/."""

import re
from pathlib import Path

from etl.errors import QueryError
from etl.reporting import extras
from etl.reporting.charts import theme

_FONTS = Path(__file__).parent / "fonts"
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_HEAD = re.compile(r'<svg [^>]*class="chart( dark)?[^>]*>')


def png(svg: str, scale: float = 2) -> bytes:
    """Render one of our charts, ``scale`` pixels for each of its own; dark only if it was drawn dark.

    Raises QueryError if the library for it is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise QueryError(f"PNG needs a library that SVG does not: {extras.command('png')}") from error
    head = _HEAD.match(svg)
    sheet = f"<style>{theme.plain(bool(head and head[1]))}</style>"
    body = _STYLE.sub("", svg)
    start = body.index(">") + 1
    fonts = [str(path) for path in sorted(_FONTS.glob("*.ttf"))]
    picture = body[:start] + sheet + body[start:]
    return bytes(resvg_py.svg_to_bytes(picture, zoom=scale, font_files=fonts, skip_system_fonts=True))
