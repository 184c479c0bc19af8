"""What a picture is drawn with: characters and colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Line = list[tuple[str, str]]
"""Pieces of text, each with its style: bold, a colour, or nothing."""

_ASCII = str.maketrans("─…·░▒▓█■▁▂▃▅▇–—‘’“”×", "-~.-+*##_.-=#--''\"\"x")


@dataclass(frozen=True, slots=True)
class Ink:
    """Characters for nothing and four levels of a day, five heights of a trend, and a bar; colours of the levels."""

    levels: str
    heights: str
    bar: str
    colours: tuple[str, ...] = ()


COLOUR = Ink("·■■■■", "▁▂▃▅▇", "█", ("#808080", "#2a5a8a", "#2f86cc", "#4aa8f0", "#7cc4ff"))
"""For a terminal: of one hue, so that lightness alone tells the level."""

PLAIN = Ink("·░▒▓█", "▁▂▃▅▇", "█")
"""For a pipe, and wherever colours are not wanted."""

ASCII = Ink(".-+*#", "_.-=#", "#")
"""For a terminal that knows no other characters."""


def painted(lines: Sequence[Line], ink: Ink) -> Iterator[str]:
    """Lines as text; in colour, with the codes that make the terminal show it."""
    if not ink.colours:
        yield from ("".join(text for text, _ in line).rstrip() + "\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True, highlight=False, legacy_windows=False)
    for line in lines:
        with console.capture() as captured:
            console.print(Text.assemble(*line), soft_wrap=True)
        yield captured.get()


def legible(text: str, encoding: str) -> str:
    """A text that an encoding can hold: with plainer characters for lines and blocks, and ? for the rest."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    return text
