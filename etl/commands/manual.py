"""etl manual: the pages of the manual, as they travel in the package."""

from __future__ import annotations

import click

from etl.commands.output import is_terminal, say, terminal_width, wants_colour
from etl.errors import QueryError, did_you_mean

_WIDEST = 100
"""Cells of a line that are still easy to read."""


@click.command("manual")
@click.argument("topic", required=False)
def command(topic: str | None) -> None:
    """Print a page of the manual, laid out on a terminal and as Markdown in a pipe; without a topic, the list."""
    from etl import assets

    pages = assets.manual()
    if topic is None:
        say((f"{name:<12}{title}\n" for name, title in assets.manual_titles().items()), "table")
    elif topic in pages:
        laid_out = is_terminal()
        say([] if laid_out else [pages[topic]], "md", [_laid_out(pages[topic])] if laid_out else ())
    else:
        hint = did_you_mean(topic, pages) or "'etl manual' lists them."
        raise QueryError(f"The manual has no page '{topic}'. {hint}")


def _laid_out(text: str) -> str:
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    # Rich's own have a black ground, which a light terminal does not.
    ink = Theme({"markdown.code": "cyan", "markdown.code_block": "cyan"})
    width = min(terminal_width(), _WIDEST)
    console = Console(width=width, no_color=not wants_colour(), force_terminal=True, highlight=False, theme=ink)
    with console.capture() as capture:
        console.print(Markdown(text, code_theme="ansi_light", hyperlinks=False))
    return capture.get()
