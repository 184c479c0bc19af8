"""HTML as text: paragraphs, lists, code and tables as they are typed; what is not shown left out."""

from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "template", "noscript", "head"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "blockquote", "section", "h1", "h2", "h3", "h4", "h5", "h6"})

_DEEPEST = 20
"""Lists within lists that are set in further: of a forged page the spaces alone would be more than it has bytes."""


def plain(html: str) -> str:
    """The text of a piece of HTML, however broken it is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line.rstrip() for line in "".join(reader.pieces).replace("\xa0", " ").split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()


def linked(html: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The addresses on the web that a piece of HTML links, each once with its words; and the places of its pictures."""
    if "<a" not in html and "<img" not in html:
        return [], []
    reader = _Links()
    reader.feed(html)
    reader.close()
    return list(reader.links.items()), list(dict.fromkeys(reader.pictures))


class _Links(HTMLParser):
    """Collects what is linked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: dict[str, str] = {}
        self.pictures: list[str] = []
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        place = found.get("href")
        if tag == "a" and place and place.startswith(("http:", "https:")):
            self._open = place
            self.links.setdefault(place, "")
        elif tag == "img" and found.get("src"):
            self.pictures.append(found["src"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.links[self._open] += data


class _Reader(HTMLParser):
    """Collects what is shown; ``pieces`` are to be joined."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0
        self._code = 0
        self._numbers: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "pre":
            self._code += 1
            self.pieces.append("\n```\n")
        elif tag == "code" and not self._code:
            self.pieces.append("`")
        elif tag in ("ul", "ol"):
            self._numbers.append(1 if tag == "ol" else None)
            self.pieces.append("\n")
        elif tag == "li":
            self.pieces.append(f"\n{'  ' * min(max(len(self._numbers) - 1, 0), _DEEPEST)}{self._mark()} ")
        elif tag in ("td", "th"):
            self.pieces.append(" | " if self.pieces and not self.pieces[-1].endswith("\n") else "")
        elif tag in _BLOCKS or tag == "tr":
            self.pieces.append("\n" if tag == "tr" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag == "pre" and self._code:
            self._code -= 1
            self.pieces.append("\n```\n" if not self.pieces[-1].endswith("\n") else "```\n")
        elif tag == "code" and not self._code:
            self.pieces.append("`")
        elif tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
            self.pieces.append("\n")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data if self._code else " ".join(data.split("\n")))

    def _mark(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "-"
        self._numbers[-1] = number + 1
        return f"{number}."
