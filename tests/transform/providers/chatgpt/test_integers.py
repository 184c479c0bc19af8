"""Any integer in the place of any number of a conversation: the load goes through, and no row is lost."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.chatgpt_export import chain, flat, said
from tests.conftest import ROOT

SAMPLES = ("image_upload_2023", "dalle_2024", "canvas_2024", "gpt5_web_2025", "code_interpreter_2023_09", "odd_types")
FILES = [{"id": f"file-{place}", "size": 1, "width": 1, "height": 1, "file_token_size": 1} for place in range(3)]
CHAT = chain(said("user", "x", metadata={"attachments": FILES, "token_count": 1}), async_status=1, pinned_time=1)
EDGES = [0, 2**31 - 1, 2**31, -(2**31) - 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30, -(10**400)]


def sampled() -> Iterator[dict[str, Any]]:
    for name in SAMPLES:
        yield from json.loads((ROOT / "samples" / "chatgpt" / f"{name}.json").read_text("utf-8"))


def renumbered(value: Any, numbers: Iterator[int]) -> Any:
    """The same with the next integer in the place of every number."""
    if isinstance(value, dict):
        return {name: renumbered(one, numbers) for name, one in value.items()}
    if isinstance(value, list):
        return [renumbered(one, numbers) for one in value]
    return next(numbers) if type(value) in (int, float) else value


def drawn() -> Iterator[list[int]]:
    """What the numbers of a conversation become, in turn: each edge alone, all of them, and any of any length."""
    yield from ([edge] for edge in EDGES)
    yield EDGES
    dice = Random(1)
    for _ in range(12):
        lengths = dice.choices([1, 8, 31, 32, 63, 64, 90], k=dice.randrange(1, 10))
        yield [dice.choice([*EDGES, dice.getrandbits(bits), -dice.getrandbits(bits)]) for bits in lengths]


def test_any_integers_anywhere_are_loaded(tmp_path: Path) -> None:
    chats = []
    for place, integers in enumerate(drawn()):
        numbers = cycle(integers)
        chats += [
            renumbered(chat, numbers) | {"conversation_id": f"{place}-{number}"}
            for number, chat in enumerate((CHAT, *sampled()))
        ]
    nodes = sum(len(chat["mapping"]) for chat in chats)
    export, path = tmp_path / "conversations.json", tmp_path / "chats.duckdb"
    export.write_text(json.dumps(chats), "utf-8")
    load([export], Options(path, zone="Europe/Zurich"), lambda *_: None)
    with duckdb.connect(str(path), read_only=True) as connection:
        stored = "select (select count(*) from core.messages), (select sum(nodes) from core.load_drops)"
        messages, dropped = connection.execute(stored).fetchall()[0]
        assert messages + (dropped or 0) == nodes
        assert connection.execute("select count(*) from v1.messages").fetchall() == [(messages,)]
        assert connection.execute("select count(*) from core.conversations").fetchall() == [(len(chats),)]


@pytest.mark.parametrize(
    ("sizes", "total"),
    [([2**31, 2**31], 2**32), ([2**63 - 1, 1], None), ([2**63, 5], 5), ([], None)],
)
def test_the_tokens_of_all_files_are_summed_as_far_as_a_column_reaches(sizes: list[int], total: int | None) -> None:
    files = [{"id": f"file-{place}", "file_token_size": size} for place, size in enumerate(sizes)]
    assert flat(said("user", "x", metadata={"attachments": files})).messages[0].file_tokens_reported == total
