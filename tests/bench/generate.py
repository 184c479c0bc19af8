"""Invented exports of any size: python -m tests.bench.generate --mb 200 --seed 1 OUT.zip

The same seed and size give the same bytes. Nothing is held in memory, so 2 GB needs no more of it than 10 MB.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from tests.bench import eras, packing
from tests.bench.conversation import Instructions, conversation
from tests.bench.demo import demo
from tests.bench.dice import Dice
from tests.bench.prose import Prose

SHARD = 25_000_000
"""Bytes of a shard, about what the service takes."""


def generate(
    path: Path, megabytes: float, seed: int = 1, *, shards: bool = False, slim: bool = False, user: str = "bench"
) -> None:
    """Write an export with that many megabytes (10^6) of conversations, the newest first, of some user.

    One conversations.json, or ``shards``; each conversation in the form of its time, or all of them ``slim``.
    """
    rows = conversations(megabytes, seed, slim)
    with packing.packed(path) as archive:
        if shards:
            _write_shards(archive, rows)
        else:
            packing.write_list(archive, "conversations.json", rows)
        whose = {"id": f"user-{user:0<21}", "email": f"{user}@example.org", "chatgpt_plus_user": True}
        packing.write_bytes(archive, "user.json", packing.dumped(whose))
        packing.write_bytes(archive, "message_feedback.json", b"[]")


def conversations(megabytes: float, seed: int, slim: bool = False) -> Iterator[bytes]:
    """Conversations as JSON until the size is reached, spread over all eras by their share of the bytes."""
    size, number, limit = 0, 0, megabytes * 1e6
    while size < limit:
        start = eras.SLIM if slim else eras.START
        at = eras.END - (eras.END - start) * size / limit
        row = packing.dumped(conversation(seed * 1_000_003 + number, at, _instructions(seed, at)))
        size += len(row) + 2
        number += 1
        yield row


def _write_shards(archive: ZipFile, rows: Iterator[bytes]) -> None:
    """Shards of equal size and the manifest that names them."""
    sizes: dict[str, int] = {}
    for row in rows:
        name = f"conversations-{len(sizes):03}.json"
        sizes[name] = packing.write_list(archive, name, _until_full(row, rows))
    packing.write_bytes(archive, "export_manifest.json", packing.manifest(sizes))


def _until_full(row: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    """A row and those after it, as many as make a shard."""
    size = len(row)
    yield row
    while size < SHARD and (following := next(rows, None)) is not None:
        size += len(following)
        yield following


def _instructions(seed: int, at: float) -> Instructions:
    """The custom instructions of that time: the same words for about four months."""
    prose = Prose(Dice(seed * 1000 + int(at / 1e7)))
    return prose.instructions(), prose.instructions()


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mb", type=float, default=200, help="megabytes of JSON")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", action="store_true", help="conversations-000.json … and a manifest")
    parser.add_argument("--slim", action="store_true", help="all conversations in the form since July 2026")
    parser.add_argument("--demo", action="store_true", help="the demo export instead, of its own size")
    options = parser.parse_args(arguments)
    if options.demo:
        demo(options.out)
    else:
        generate(options.out, options.mb, options.seed, shards=options.shards, slim=options.slim)


if __name__ == "__main__":
    main()
