"""What a generated export is like, to be held against real ones: python -m tests.bench.measure FILE"""

import json
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.contents import encoding, texts
from tests.bench.eras import Json


def measure(path: Path) -> dict[str, float]:
    """Shares and means of one export (held in memory: for some hundred MB at most)."""
    tallies: Counter[str] = Counter()
    found: list[str] = []
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if name.startswith("conversations")]
        for name in members:
            data = archive.read(name)
            tallies["bytes"] += len(data)
            tallies["zipped"] += archive.getinfo(name).compress_size
            for raw in json.loads(data):
                _tally(raw, tallies, found)
    return _figures(tallies, found)


def _tally(raw: Json, tallies: Counter[str], found: list[str]) -> None:
    tallies["conversations"] += 1
    children = Counter(node["parent"] for node in raw["mapping"].values() if node["parent"])
    tallies["branchy"] += any(count > 1 for count in children.values())
    for node in raw["mapping"].values():
        if message := node["message"]:
            tallies["messages"] += 1
            tallies["role " + message["author"]["role"]] += 1
            tallies["timeless"] += message["create_time"] is None
            tallies["type " + message["content"]["content_type"]] += 1
            found += filter(None, texts(message["content"]))


def _figures(tallies: Counter[str], found: list[str]) -> dict[str, float]:
    characters = sum(map(len, found))
    tokens = sum(len(encoding("o200k_base").encode_ordinary(text)) for text in found)
    distinct = set(found)
    messages, conversations = tallies["messages"], tallies["conversations"]
    figures: dict[str, float] = {
        "bytes": tallies["bytes"],
        "conversations": conversations,
        "messages": messages,
        "tokens": tokens,
        "bytes a conversation": tallies["bytes"] / conversations,
        "messages a conversation": messages / conversations,
        "characters a token": characters / tokens,
        "text / bytes": characters / tallies["bytes"],
        "zip ratio": tallies["bytes"] / tallies["zipped"],
        "branchy": tallies["branchy"] / conversations,
        "null timestamps": tallies["timeless"] / messages,
        "strings with non-ASCII": sum(not text.isascii() for text in found) / len(found),
        "repeated strings": 1 - len(distinct) / len(found),
        "repeated characters": 1 - sum(map(len, distinct)) / characters,
    }
    shares = {key: count / messages for key, count in tallies.most_common() if " " in key}
    return figures | shares


def _line(name: str, value: Any) -> str:
    return f"{name:36} {value:>14,.3f}" if isinstance(value, float) else f"{name:36} {value:>14,}"


def main() -> None:
    """The command line."""
    for name, value in measure(Path(sys.argv[1])).items():
        print(_line(name, value))


if __name__ == "__main__":
    main()
