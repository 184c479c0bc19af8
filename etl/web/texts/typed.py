"""What a person typed, as HTML that shows it as it was typed: no Markdown but fenced code."""

from html import escape

from markupsafe import Markup

from etl.export.typed import ADDRESS, pieces
from etl.web.texts.clean import clean
from etl.web.texts.code import Ink, block
from etl.web.texts.markdown import LONGEST


def typed(text: str, ink: Ink) -> Markup:
    """Text as text, its lines and spaces kept, with links for addresses; fenced code as code. Cut at LONGEST."""
    made = []
    for piece in pieces(text[:LONGEST]):
        if piece.language is not None:
            made.append(block(piece.text, piece.language, ink))
        elif piece.text.strip():
            made.append(f'<div class="typed" dir="auto">{_linked(piece.text.strip(chr(10)))}</div>')
    return clean("".join(made) + ("…" if len(text) > LONGEST else ""))


def _linked(text: str) -> str:
    told, done = [], 0
    for address in ADDRESS.finditer(text):
        told += [escape(text[done : address.start()]), f'<a href="{escape(address[0])}">{escape(address[0])}</a>']
        done = address.end()
    return "".join([*told, escape(text[done:])])
