"""The pieces of HTML in this folder, with their blanks filled."""

from string import Template

from etl import assets


def filled(piece: str, /, **blanks: str) -> str:
    """A piece of HTML; what fills its blanks is HTML already. Raises KeyError for a blank that is left."""
    return Template(assets.html_report(f"{piece}.html")).substitute(blanks)


def stylesheet() -> str:
    """The style sheet of the page."""
    return assets.html_report("page.css")
