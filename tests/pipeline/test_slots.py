"""What processes hand to each other arrives as it was sent, whichever way they share the files of the slots."""

import copy
import os
import pickle
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from etl.extract.parse import Reading
from etl.extract.split.block import Block
from etl.pipeline.slots import Slots
from etl.pipeline.travel import arrive, bring, send, take
from etl.rows.loads import Issue, LoadDrop
from etl.rows.types import Whose
from etl.transform.batches import Keys, batch
from etl.transform.task import Extract, Place, Task

Pair = tuple[Slots, Slots]

PLACE, WHOSE = Place(0, "conversations.json"), Whose("me")


@contextmanager
def shared(folder: Path | None, *, is_forked: bool) -> Iterator[Pair]:
    """Two slots, as two processes have them."""
    with ExitStack() as closing:
        mine = Slots(2, folder, is_forked=is_forked)
        closing.callback(mine.close)
        theirs = mine if is_forked else pickle.loads(pickle.dumps(mine))
        closing.callback(theirs.close)
        yield mine, theirs


@pytest.fixture(params=[True, False], ids=["forked", "not forked"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    with shared(tmp_path, is_forked=request.param) as both:
        yield both


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=some.lists(some.tuples(some.integers(0, 1), some.lists(some.binary(max_size=99))), max_size=9))
def test_a_slot_holds_what_was_put_there_last(pair: Pair, turns: list[tuple[int, list[bytes]]]) -> None:
    mine, theirs = pair
    last: dict[int, bytes] = {}
    for slot, pieces in turns:
        mine.put(slot, pieces)
        last[slot] = b"".join(pieces)
        for one, held in last.items():
            assert theirs.bytes(one, len(held)) == held == theirs.buffer(one, len(held)).to_pybytes()


def test_a_block_arrives_as_it_was_sent(pair: Pair) -> None:
    mine, theirs = pair
    task = Task(Block("conversations.json", 3, 40, b'{"a": 1}' * 9, b'{"a"', is_alone=True), PLACE, WHOSE, 7, True)
    sent = send(task, mine, 1)
    assert isinstance(sent.task.work, Block)
    assert sent.task.work.data == b""
    assert arrive(pickle.loads(pickle.dumps(sent)), theirs) == task


def test_an_extract_arrives_as_it_was_brought_and_outlives_its_slot(pair: Pair) -> None:
    mine, theirs = pair
    keys, zone = Keys("chatgpt", "me", 1), ZoneInfo("UTC")
    drops = [batch([LoadDrop(f"reason {place}", place)] * 3, keys, zone) for place in range(2)]
    issues = [batch([Issue("warning", "odd", "a.json", 5, detail="é" * 99)], keys, zone)]
    result = Extract(PLACE, WHOSE, 9, Reading(rest=Block("a.json", 0, 0, b"{")), {"load_drops": drops}, nodes=4)
    result.batches["load_issues"] = issues
    returned = bring(copy.copy(result), theirs, 0)
    assert returned.result.batches == {}
    found = take(pickle.loads(pickle.dumps(returned)), mine, 0)
    theirs.put(0, [b"x" * 9_999])
    assert found == result


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_slots_that_have_names_are_private_and_leave_nothing(tmp_path: Path) -> None:
    with shared(tmp_path, is_forked=False) as (mine, _):
        mine.put(0, [b"words"])
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert [path.read_bytes() for path in sorted(files)] == [b"words", b""]
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in tmp_path.rglob("*")} == {0}
    assert list(tmp_path.iterdir()) == []


def test_without_files_in_memory_they_lie_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    with shared(tmp_path, is_forked=True) as (mine, theirs):
        mine.put(1, [pa.py_buffer(b"words"), b"", b"!"])
        assert len(list(tmp_path.rglob("*"))) == 3
        assert theirs.bytes(1, 6) == b"words!"


def test_a_slot_that_holds_too_little_is_told(pair: Pair) -> None:
    mine, theirs = pair
    mine.put(0, [b"abc"])
    with pytest.raises(EOFError):
        theirs.buffer(0, 4)
