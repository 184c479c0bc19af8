"""The files of a message: each as a card with what is known of it, pictures that can still be had as pictures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.web.data.pictures import PICTURES

_SIZES = ("bytes", "KB", "MB", "GB")
_KINDS = {"image": "Picture", "generated_image": "Generated picture", "audio": "Recording", "video": "Video"}


@dataclass(frozen=True, slots=True)
class Card:
    """A file: ``facts`` are its size and such, ``prompt`` what it was made from, ``source`` where it is served."""

    name: str
    kind: str
    is_picture: bool
    is_made: bool
    facts: str
    prompt: str
    source: str | None = None
    width: int | None = None
    height: int | None = None


def cards(rows: Sequence[Mapping[str, Any]], sources: Mapping[tuple[str, int], str]) -> dict[str, list[Card]]:
    """Rows of queries/web/attachments.sql by message; ``sources`` are addresses by message and ordinal.

    A file that a message names twice is one card.
    """
    found: dict[str, list[Card]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row["node_id"], row["file_id"] or f"{row['ordinal']}")
        if key not in seen:
            seen.add(key)
            found[row["node_id"]].append(_card(row, sources.get((row["node_id"], row["ordinal"]))))
    return found


def _card(row: Mapping[str, Any], source: str | None) -> Card:
    kind = _KINDS.get(row["kind"], "File")
    return Card(
        row["file_name"] or kind,
        kind,
        row["kind"] in PICTURES,
        row["kind"] == "generated_image",
        " · ".join(_facts(row, kind)),
        row["prompt"],
        source,
        row["width"],
        row["height"],
    )


def _facts(row: Mapping[str, Any], kind: str) -> list[str]:
    told = [kind] if row["file_name"] else []
    if row["width"] and row["height"]:
        told.append(f"{row['width']:,} × {row['height']:,} pixels")
    if row["duration_seconds"]:
        told.append(f"{row['duration_seconds']:.0f} s")
    if row["bytes"]:
        told.append(_size(row["bytes"]))
    return told


def _size(number: float) -> str:
    for name in _SIZES[:-1]:
        if number < 1_000:
            return f"{number:.0f} {name}" if name == "bytes" or number >= 10 else f"{number:.1f} {name}"
        number /= 1_000
    return f"{number:.1f} {_SIZES[-1]}"
