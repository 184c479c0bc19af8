"""Pictures in the characters of a terminal: a year of days, and models with their trend."""

from collections.abc import Iterator, Mapping

from etl.reporting.formats.terminal.bars import bars
from etl.reporting.formats.terminal.heatmap import heatmap
from etl.reporting.formats.terminal.palette import PLAIN, Ink, painted
from etl.reporting.reports.table import Table


def pictured(tables: Mapping[str, Table], width: int, ink: Ink = PLAIN) -> Iterator[str]:
    """The pictures of reports.pictures() as lines of at most ``width`` cells, with an empty line below each.

    A picture of nothing is left out.
    """
    for draw, table in ((heatmap, tables["days"]), (bars, tables["models"])):
        lines = draw(list(table.rows), width, ink)
        if lines:
            yield from painted(lines, ink)
            yield "\n"
