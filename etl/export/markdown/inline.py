"""Documents that are written within a message's text, between tags (Claude, 2024)."""

import re
from collections.abc import Iterator

_TAG = re.compile(r"<antArtifact\b([^>]{0,1000})>")
_TITLE = re.compile(r'\btitle="([^"]*)"')
_END = "</antArtifact>"


def apart(text: str) -> Iterator[tuple[str, str | None, str]]:
    """(what stands before a document, its title, the document); the last with no title and no document."""
    done = 0
    while (tag := _TAG.search(text, done)) is not None:
        end = text.find(_END, tag.end())
        end = len(text) if end < 0 else end
        title = _TITLE.search(tag[1])
        yield text[done : tag.start()], title[1] if title else "", text[tag.end() : end].strip("\n")
        done = min(end + len(_END), len(text))
    yield text[done:], None, ""
