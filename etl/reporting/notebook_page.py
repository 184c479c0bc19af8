"""An executed notebook as one HTML page that asks nothing of any other place."""

from pathlib import Path
from typing import Any

_TEMPLATE = Path(__file__).parent / "notebook.html.j2"


def page(document: dict[str, Any]) -> str:
    """The page: text, tables and pictures, the code folded away. Its pictures are inside it, and it has no script."""
    from jinja2 import DictLoader
    from nbconvert.exporters import HTMLExporter
    from nbformat import from_dict
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

    exporter: Any = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        template_file=_TEMPLATE.name,
        extra_loaders=[DictLoader({_TEMPLATE.name: _TEMPLATE.read_text("utf-8")})],
        exclude_anchor_links=True,
    )
    colours = HtmlFormatter().get_style_defs(".highlight")
    notebook = from_dict({**document, "cells": [_calm(cell) for cell in document["cells"]]})  # type: ignore[no-untyped-call]
    body, _ = exporter.from_notebook_node(notebook, resources={"etl": {"colours": colours}})
    return str(body)


def _calm(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell without what libraries say on stderr, as that a cache of fonts is being made."""
    outputs = [output for output in cell.get("outputs", ()) if output.get("name") != "stderr"]
    return {**cell, "outputs": outputs} if "outputs" in cell else cell
