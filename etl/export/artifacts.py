"""What models wrote beside chats, artifacts and canvases: the latest version of each as a file of its own."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from etl import assets
from etl.export.folder import Folder
from etl.export.names import clean
from etl.export.query import opened
from etl.redact import Hide, unchanged

_SUFFIXES = {
    "text/markdown": "md",
    "document": "md",
    "text/html": "html",
    "image/svg+xml": "svg",
    "application/vnd.ant.react": "jsx",
    "application/vnd.ant.mermaid": "mmd",
    "code/html": "html",
    "code/javascript": "js",
    "code/python": "py",
    "code/react": "jsx",
    "code/typescript": "ts",
}
_LONGEST = 100
"""Bytes of a title in a file's name."""
_ALL = frozenset({".*", "(?s).*", "^.*$", "[\\s\\S]*"})
"""Patterns that stand for all of a text. No other is run: one of a chat could take for ever."""
_ESCAPED = re.compile(r"\\([^a-zA-Z0-9])")

Step = Mapping[str, Any]


def artifacts(database: Path, folder: Path, hide: Hide = unchanged) -> tuple[int, Counter[str]]:
    """Write the latest version of every document into a folder; how many there are, and why others are left out.

    The latest is what the steps on the shown path come to. Raises DatabaseError as connect(), EtlError for a folder
    that cannot be written.
    """
    written, left_out = 0, Counter[str]()
    with opened(database) as connection, Folder(folder) as files:
        cursor = connection.execute(assets.export_queries()["latest_documents"])
        names = [str(column[0]) for column in cursor.description or ()]
        rows = (dict(zip(names, row, strict=True)) for row in iter(cursor.fetchone, None))
        for key, steps in groupby(rows, lambda step: tuple(step[name] for name in names[:4])):
            told = list(steps)
            content, why = latest(told)
            if content is None:
                left_out[why] += 1
                continue
            files.write(_place(key, told), hide(content).encode("utf-8", "replace"), lambda _: False)
            written += 1
    return written, left_out


def latest(steps: Sequence[Step]) -> tuple[str | None, str]:
    """What the steps of a document come to; None, and why, where they cannot be followed."""
    shown = [step for step in steps if step["is_shown"]]
    if not shown:
        return None, "on other branches"
    text: str | None = None
    for step in shown:
        if step["action"] in ("create", "rewrite") and step["content"] is not None:
            text = step["content"]
        elif step["action"] == "update" and step["content"] is not None:
            for old, new in _edits(step["content"]):
                if text is None or (old is not None and old not in text):
                    return None, "with an edit whose place is not in the export"
                text = new if old is None else text.replace(old, new, 1)
    return text, "without content in the export"


def _edits(written: str) -> Iterator[tuple[str | None, str]]:
    """(what was replaced, by what); None stands for all of the text."""
    try:
        found = json.loads(written)
    except ValueError:
        found = None
    for edit in found if isinstance(found, list) else [found]:
        held = edit if isinstance(edit, dict) else {}
        pattern = held.get("pattern")
        if isinstance(pattern, str):
            old = None if pattern in _ALL else _ESCAPED.sub(r"\1", pattern)
            yield old, str(held.get("replacement") or "")
        else:
            yield str(held.get("old_str") or "\0"), str(held.get("new_str") or "")


def _place(key: tuple[Any, ...], steps: Sequence[Step]) -> PurePosixPath:
    title = next((step["title"] for step in reversed(steps) if step["title"]), None)
    kind = next((step["document_type"] for step in reversed(steps) if step["document_type"]), "")
    short = hashlib.blake2b("\0".join(str(part) for part in key).encode(), digest_size=8).hexdigest()
    return PurePosixPath(f"{clean(title, _LONGEST)} [{short}].{_SUFFIXES.get(kind, 'txt')}")
