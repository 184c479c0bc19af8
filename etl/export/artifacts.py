"""What models wrote beside chats, artifacts and canvases: the latest version of each as a file of its own."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from etl import assets
from etl.export.folder import Folder
from etl.export.names import clean
from etl.export.query import opened
from etl.reporting.redact import Hide, unchanged

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
_KEY = ("provider", "account_id", "conversation_id", "document_id")


def artifacts(database: Path, folder: Path, hide: Hide = unchanged) -> tuple[int, Counter[str]]:
    """Write the latest version of every document into a folder; how many there are, and why others are left out.

    The latest is what the steps on the shown path come to; of what was published, every file of the version that is
    shown. Raises DatabaseError as connect(), EtlError for a folder
    that cannot be written.
    """
    written, left_out = 0, Counter[str]()
    with opened(database) as connection, Folder(folder) as files:
        rows = _rows(connection, "latest_documents")
        for key, steps in groupby(rows, lambda step: tuple(step[name] for name in _KEY)):
            told = list(steps)
            content, why = latest(told)
            if content is None:
                left_out[why] += 1
                continue
            files.write(_place(key, told), hide(content).encode("utf-8", "replace"), lambda _: False)
            written += 1
        for file in _rows(connection, "published_files"):
            if file["content"] is None:
                left_out["without content in the export"] += 1
                continue
            place = _published_place(file)
            files.write(place, hide(file["content"]).encode("utf-8", "replace"), lambda _: False)
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


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Step]:
    cursor = connection.execute(assets.export_queries()[query])
    names = [str(column[0]) for column in cursor.description or ()]
    return (dict(zip(names, row, strict=True)) for row in iter(cursor.fetchone, None))


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
    return _named(key, title, _SUFFIXES.get(kind) or _suffix(title or ""))


def _published_place(file: Step) -> PurePosixPath:
    key = tuple(file[name] for name in ("provider", "account_id", "artifact_id", "file_name"))
    return _named(key, file["title"] or PurePosixPath(file["file_name"]).name, _suffix(file["file_name"]))


def _suffix(name: str) -> str:
    """The ending that a file's own name has, where it is a plain one."""
    found = re.fullmatch(r"\.([a-z0-9]{1,8})", PurePosixPath(name).suffix.lower())
    return found[1] if found else "txt"


def _named(key: tuple[Any, ...], title: str | None, suffix: str) -> PurePosixPath:
    short = hashlib.blake2b("\0".join(str(part) for part in key).encode(), digest_size=8).hexdigest()
    return PurePosixPath(f"{clean(title, _LONGEST)} [{short}].{suffix}")
