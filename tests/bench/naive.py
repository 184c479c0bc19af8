"""The way everybody writes first: the whole file parsed at once, a dictionary a row, pandas, then DuckDB.

python -m tests.bench.naive FILE --db OUT.duckdb
"""

import argparse
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from tests.bench.contents import encoding, encoding_of, texts


def naive(path: Path, database: Path) -> tuple[int, int, int]:
    """Load an export; conversations, messages and tokens."""
    rows: list[dict[str, Any]] = []
    conversations = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("conversations"):
                with archive.open(name) as stream:
                    raws = json.load(stream)
                conversations += len(raws)
                for raw in raws:
                    rows.extend(_rows(raw))
    frame = pd.DataFrame(rows)
    with duckdb.connect(str(database)) as connection:
        connection.register("frame", frame)
        connection.execute("create table messages as select * from frame")
    return conversations, len(frame), int(frame["tokens"].sum())


def _rows(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    usual = raw.get("default_model_slug")
    for node_id, node in raw["mapping"].items():
        if message := node["message"]:
            found = list(texts(message["content"]))
            slug = message["metadata"].get("model_slug")
            counter = encoding(encoding_of(slug or usual))
            yield {
                "conversation_id": raw["id"],
                "title": raw["title"],
                "node_id": node_id,
                "parent_id": node["parent"],
                "role": message["author"]["role"],
                "tool": message["author"]["name"],
                "content_type": message["content"]["content_type"],
                "model": slug,
                "created_at": message["create_time"],
                "status": message.get("status"),
                "recipient": message.get("recipient"),
                "text": "\n".join(found),
                "characters": sum(map(len, found)),
                "words": sum(len(text.split()) for text in found),
                "tokens": sum(len(counter.encode_ordinary(text)) for text in found),
            }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--db", type=Path, required=True)
    options = parser.parse_args()
    conversations, messages, tokens = naive(options.file, options.db)
    print(f"{conversations} conversations, {messages} messages, {tokens} tokens")


if __name__ == "__main__":
    main()
