"""A very large account is settled in parts, in several buckets, and each of its conversations tells what one would."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.lake import manifest
from etl.lake.division import Limits, bucket_of, divided, newest
from etl.lake.generation import current
from etl.lake.manifest import Placed
from tests.lake.lake_cases import chat, chatgpt, database, differences, into, log, rows_of
from tests.warehouse.copied_logs import claude_file, claude_turn

LIMITS = Limits(4, account=1_000)


def shared(*shares: tuple[str, str, int], at: int = 1) -> Placed:
    """An export whose conversations are so large."""
    day = datetime(2025, 1, at)
    one = manifest.Manifest("d", "e", 1, None, "", "", [], "", "", 1, "", "", conversations=1, shares=shares)
    return Placed(one, 0, None, day)


@pytest.mark.parametrize(
    ("size", "parts"), [(100, None), (101, 2), (200, 2), (201, 4), (400, 4), (401, 8), (1_700, 32)]
)
def test_no_part_is_above_the_limit(size: int, parts: int | None) -> None:
    places = [shared(("claude", "me", size - 20), ("claude", "you", 90)), shared(("chatgpt", "me", 20))]
    assert divided(places, 100) == ({} if parts is None else {"me": parts})


def test_what_an_account_has_of_an_older_lake_is_not_divided() -> None:
    told = shared(("claude", "me", 500), ("claude", "you", 500))
    untold = replace(told, manifest=replace(told.manifest, shares=(), accounts=["me"]))
    assert divided([told, untold], 100) == {"you": 8}


def test_the_newest_export_is_that_with_a_conversation_of_the_provider() -> None:
    places = [shared(("claude", "me", 1), at=2), shared(("chatgpt", "me", 1), at=3), shared(("claude", "me", 1), at=1)]
    assert newest(places) == {("claude", "me"): datetime(2025, 1, 2), ("chatgpt", "me"): datetime(2025, 1, 3)}


@given(st.none() | st.text(), st.integers(1, 64), st.data())
def test_each_part_lies_in_a_bucket_of_its_own(account: str | None, buckets: int, data: st.DataObject) -> None:
    parts = data.draw(st.integers(1, buckets))
    found = {bucket_of(account, part, buckets) for part in range(parts)}
    assert len(found) == parts
    assert found <= set(range(buckets))


def test_its_conversations_lie_in_several_buckets(tmp_path: Path) -> None:
    """The newest export, which tells when the account was seen last, has a conversation of one of them alone."""
    chats = [chat(f"c{place}", 1_735_000_000 + place, *["word"] * 9) for place in range(20)]
    exports = [
        chatgpt(tmp_path / "anna-2025-01-10.zip", "anna", chats),
        chatgpt(tmp_path / "anna-2025-02-10.zip", "anna", chats[:1]),
    ]
    into(tmp_path / "lake", exports, limits=LIMITS)
    assert len(current(tmp_path / "lake").tables["messages"]) == 4
    assert differences(tmp_path / "lake", database(tmp_path / "chats.duckdb", exports)) == {}


def test_what_two_of_its_sessions_have_counts_once(tmp_path: Path) -> None:
    """Of whom one was resumed from the other, and lies in another bucket."""
    turns = [claude_turn(number) for number in range(3)]
    exports = [
        log(tmp_path / f"logs-{session}.zip", session, claude_file(session, some))
        for session, some in (("S", turns), ("R", [*turns[:2], claude_turn(7, "R")]))
    ]
    into(tmp_path / "lake", exports, limits=Limits(8, account=800), account="anna")
    assert len(current(tmp_path / "lake").tables["messages"]) == 2
    assert len(rows_of(tmp_path / "lake")["copies"]) > 0
    held = database(tmp_path / "chats.duckdb", exports, account="anna")
    assert differences(tmp_path / "lake", held) == {}


def test_a_new_export_of_another_account_settles_none_of_its_parts(tmp_path: Path) -> None:
    lake, chats = tmp_path / "lake", [chat(f"c{place}", 1_735_000_000, "word") for place in range(9)]
    into(lake, [chatgpt(tmp_path / "anna-2025-01-10.zip", "anna", chats)], limits=Limits(16, account=1_000))
    before = set(current(lake).tables["messages"])
    renewal = into(
        lake, [chatgpt(tmp_path / "ben-2025-01-11.zip", "ben", chats[:1])], limits=Limits(16, account=1_000)
    ).renewal
    assert (renewal.settled, before - set(current(lake).tables["messages"])) == (1, set())
    assert {row[1] for row in rows_of(lake)["messages"]} == {"anna", "ben"}
