"""What stands over a chart: its title, and what it says in as many lines as that takes."""

from etl.reporting.charts import svg, text_width

_SIZE, _LINE = 12, 17
_SPARE = 0.9
"""Of the room a line has, what it takes: where our font is missing, the reader's may be wider."""


def heading(title: str, summary: str, right: float, left: float = 20) -> tuple[svg.Markup, float]:
    """A title with the summary below it, no wider than up to ``right``; and the y of the last base line."""
    drawn = [svg.text(left, 30, title, "ink strong", size=16)]
    y = 35.0
    for line in wrapped(summary, (right - left) * _SPARE, _SIZE):
        y += _LINE
        drawn.append(svg.text(left, y, line, "soft", size=_SIZE))
    return svg.join(drawn), y


def wrapped(words: str, room: float, size: float) -> list[str]:
    """A text in lines of at most ``room`` pixels, cut between words; a longer word keeps a line for itself."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
