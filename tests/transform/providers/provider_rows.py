"""Rows of a flattened conversation as lines, for golden files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT
from msgspec.structs import fields

from etl.extract.archive import exports
from etl.extract.parse import read_log
from etl.rows.conversation import Flat


def lines(flat: Flat, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Every row, then what was dropped and which fields nobody knows."""
    rows = [flat.conversation, *flat.messages, *flat.details, *flat.issues]
    unknown = sorted(pair for pair in flat.fields if pair[1] not in known[pair[0]])
    return [*map(_row, rows), json.dumps({"drops": flat.drops, "unknown_fields": unknown})]


def conversations(path: Path) -> list[Any]:
    """The conversations of a sample; a log is one."""
    if path.suffix == ".jsonl":
        return [piece.content for piece in read_log(exports([path])[0].members[0]).reading.slices]
    value = json.loads(path.read_text("utf-8"))
    return value if isinstance(value, list) else [value]


def _row(row: Any) -> str:
    """One row as JSON, without the fields that have their default."""
    shown = {"row": type(row).__name__}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.default is NODEFAULT or value != field.default:
            shown[field.name] = value
    return json.dumps(shown, ensure_ascii=False, default=str)
