"""The numbers at the top of the page."""

from html import escape

from etl.reporting.formats.values import shown
from etl.reporting.html.template import filled
from etl.reporting.reports.table import Table

_TOPICS = ("in all", "records", "cost")


def tiles(overview: Table) -> str:
    """A tile for each fact of the report overview that is no oddity."""
    places = [overview.columns.index(name) for name in ("topic", "fact", "number", "detail")]
    drawn = []
    for row in overview.rows:
        topic, fact, number, detail = (row[place] for place in places)
        if topic not in _TOPICS:
            continue
        said = ", ".join(part for part in ("estimate" if topic == "cost" else "", shown(detail)) if part)
        drawn.append(filled("tile", number=escape(shown(number)), fact=escape(shown(fact)), detail=escape(said)))
    return "".join(drawn)
