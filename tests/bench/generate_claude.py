"""Invented exports of claude.ai of any size: python -m tests.bench.generate_claude --mb 200 --seed 1 OUT.zip

The same seed and size give the same bytes. Nothing is held in memory.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import packing
from tests.bench.claude_chat import ACCOUNT, conversation

_START = datetime(2024, 3, 1, tzinfo=UTC).timestamp()
_END = datetime(2026, 10, 20, tzinfo=UTC).timestamp()


def generate(path: Path, megabytes: float, seed: int = 1) -> None:
    """Write an export with that many megabytes (10^6) of conversations, the newest first, and whose it is."""
    user = {"uuid": ACCOUNT, "full_name": "Robin", "email_address": "bench@example.org", "verified_phone_number": None}
    with packing.packed(path) as archive:
        packing.write_list(archive, "conversations.json", conversations(megabytes, seed))
        packing.write_bytes(archive, "users.json", packing.dumped([user]))
        packing.write_bytes(archive, "projects.json", b"[]")
        packing.write_bytes(archive, "memories.json", b"[]")


def conversations(megabytes: float, seed: int) -> Iterator[bytes]:
    """Conversations as JSON until the size is reached."""
    size, number, limit = 0, 0, megabytes * 1e6
    while size < limit:
        at = _END - (_END - _START) * size / limit
        row = packing.dumped(conversation(seed * 1_000_003 + number, at))
        size += len(row) + 2
        number += 1
        yield row


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mb", type=float, default=200, help="megabytes of JSON")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    generate(options.out, options.mb, options.seed)


if __name__ == "__main__":
    main()
