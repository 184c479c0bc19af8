"""The least work a load could be: unzip, cut, parse each conversation, count its tokens; nothing is written.

python -m tests.bench.floor FILE [--jobs 2]     (needs fork, so Linux or macOS)
"""

import argparse
import multiprocessing
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from tests.bench.contents import encoding, encoding_of, texts

PIECE = 2_000_000

_HEAD = re.compile(rb'(?<=[\[ ])\{"title": (?:null|"(?:[^"\\]|\\.)*"), "create_time": ')
_data = b""

Tally = tuple[int, int, int]


def floor(path: Path, jobs: int) -> Tally:
    """Conversations, messages and tokens of an export."""
    global _data
    for name in ("o200k_base", "cl100k_base"):
        encoding(name)
    total = (0, 0, 0)
    for data in _members(path):
        _data = data
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for tally in pool.imap_unordered(_count_piece, list(_pieces(data))):
                total = (total[0] + tally[0], total[1] + tally[1], total[2] + tally[2])
    return total


def _members(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("conversations"):
                yield archive.read(name)


def _pieces(data: bytes) -> Iterator[list[int]]:
    """Starts of conversations (and the end of the last), about two megabytes together."""
    starts = [match.start() for match in _HEAD.finditer(data)]
    ends = [*starts[1:], data.rindex(b"]") + 2]
    piece: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        piece.append(start)
        if end - piece[0] > PIECE:
            yield [*piece, end]
            piece = []
    if piece:
        yield [*piece, ends[-1]]


def _count_piece(bounds: list[int]) -> Tally:
    messages = tokens = 0
    for start, end in pairwise(bounds):
        raw = orjson.loads(memoryview(_data)[start : end - 2])
        found, counted = _count(raw)
        messages += found
        tokens += counted
    return len(bounds) - 1, messages, tokens


def _count(raw: dict[str, Any]) -> tuple[int, int]:
    by_encoding: dict[str, list[str]] = {"o200k_base": [], "cl100k_base": []}
    messages = 0
    usual = encoding_of(raw.get("default_model_slug"))
    for node in raw["mapping"].values():
        if message := node["message"]:
            messages += 1
            slug = message["metadata"].get("model_slug")
            by_encoding[encoding_of(slug) if slug else usual] += texts(message["content"])
    return messages, sum(_tokens(name, found) for name, found in by_encoding.items())


def _tokens(name: str, found: list[str]) -> int:
    """Tokens counted without building lists of them."""
    core = encoding(name)._core_bpe
    return sum(memoryview(core.encode_to_tiktoken_buffer(text, set())).nbytes // 4 for text in found)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    conversations, messages, tokens = floor(options.file, options.jobs)
    print(f"{conversations} conversations, {messages} messages, {tokens} tokens")


if __name__ == "__main__":
    main()
