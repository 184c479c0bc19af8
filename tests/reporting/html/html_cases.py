"""A page, taken apart as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Element:
    """A tag with its attributes and all the text between its ends."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    """The elements of a page, in their order. ``unclosed``: tags left open or closed that were not open."""

    elements: list[Element] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """The elements of some tags, in their order."""
        return [element for element in self.elements if element.tag in tags]

    def values(self, name: str) -> list[str]:
        """What an attribute says wherever it stands."""
        return [element.attributes[name] for element in self.elements if name in element.attributes]


def taken_apart(html: str) -> Page:
    """The page as its elements."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unclosed += [element.tag for element in reader.open]
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop().tag != tag:
            self.page.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
