"""The sources that messages cite: links where their marks stand, and a list below."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from etl.export.conversation import Citation
from etl.export.markdown.citations import linked, placed, sources
from etl.web.markdown import html


def citations(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Citation]]:
    """Rows of queries/web/citations.sql by the node that cites."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for row in rows:
        fields = {name: value for name, value in row.items() if name != "node_id"}
        found[row["node_id"]].append(Citation(**fields))
    return found


def prose(text: str, cited: Sequence[Citation]) -> Markup:
    """A message's Markdown as HTML, with numbered links to its sources and without the marks of a product."""
    return html(linked(placed(text, cited), cited))


def listed(cited: Sequence[Citation]) -> Markup | None:
    """The sources in the order of their numbers; None where there are none."""
    lines = list(sources(cited))
    return html("\n".join(lines)) if lines else None
