"""What is billed once, and said once, is counted once in every view, however the logs of it lie in files and loads."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.checks.verify import verify
from tests.conftest import looking
from tests.transform.providers.log_cases import loaded
from tests.warehouse.copied_logs import (
    Event,
    File,
    claude_file,
    claude_turn,
    codex_file,
    codex_turn,
    restamped,
    stamp,
    written,
)

SUMS = {
    "messages": "count(*), sum(characters), sum(tokens), count_if(is_user_message), count_if(is_answer)",
    "tool_calls": "count(*), sum(results), sum(result_characters), count(distinct usage_id)",
    "turns": "count(*), sum(characters)",
    "code_blocks": "count(*), sum(lines)",
    "conversations": "sum(messages), sum(user_messages), sum(answers), sum(tokens_in), sum(tokens_out)",
    "daily_usage": "count(*), sum(messages), sum(user_messages), sum(answers), sum(tokens_in), sum(tokens_out)",
    "daily_model_usage": "count(*), sum(answers), sum(tokens_out)",
    "model_usage": "count(*), sum(answers), sum(tokens_out)",
    "hourly_usage": "sum(messages)",
    "request_costs": "count(*), sum(input_visible), sum(cached_default), sum(output_visible), sum(usd)",
    "daily_costs": "count(*), sum(requests), sum(input_visible), sum(output_visible), sum(usd)",
    "model_costs": "count(*), sum(requests), sum(usd)",
    "time_statistics": "sum(user_active_seconds), sum(waiting_seconds)",
    "streaks": "sum(days)",
    "about": "sum(messages), min(first_day), max(last_day)",
}
T = [claude_turn(number) for number in range(4)]
P = [codex_turn(number) for number in range(4)]
LATER = [[row | {"timestamp": stamp(9000 + 600 * at)} for row in turn] for at, turn in enumerate(P[2:])]
CLAUDE = ("p/s.jsonl", claude_file("S", T))
Loads = Sequence[Sequence[File]]


def sums(loads: Loads) -> dict[str, Any]:
    """What the views add up to after some loads, each verified."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "c.duckdb"
        for number, files in enumerate(loads):
            logs = written(Path(folder) / f"{number}", files)
            loaded(database, logs, jobs=1)
            assert verify(database, [logs]).is_complete
        with looking(database) as ask:
            return {view: ask(f"select {amounts} from v1.{view}") for view, amounts in SUMS.items()}


@pytest.fixture(scope="module")
def once() -> dict[str, Any]:
    return sums([[CLAUDE]])


def forked(rows: Sequence[Event]) -> list[Event]:
    return [row | {"forkedFrom": {"sessionId": "S", "messageUuid": row["uuid"]}} for row in rows]


COPIED = ("q/r.jsonl", claude_file("R", T, fresh_ids=True))
WAYS: dict[str, Loads] = {
    "copied": [[CLAUDE, ("q/s.jsonl", CLAUDE[1]), COPIED, ("f.jsonl", forked(claude_file("F", T[:3])))]],
    "resumed": [[("r.jsonl", COPIED[1])], [("s.jsonl", claude_file("S", T[:2]))]],
    "chain": [[(f"{name}.jsonl", claude_file(name, T[: at + 1], fresh_ids=True)) for at, name in enumerate("SRQO")]],
    "grown_and_lost": [[CLAUDE], [("s.jsonl", claude_file("S", T[:3]))]],
}


@pytest.mark.parametrize("way", WAYS)
def test_a_session_is_counted_once_in_every_view(way: str, once: dict[str, Any]) -> None:
    assert sums(WAYS[way]) == once


def test_a_session_in_two_files_is_one(once: dict[str, Any]) -> None:
    """Each half is a version of the session; what one of them lacks is on no shown path, and nobody waited for it."""
    found = sums([[("a.jsonl", CLAUDE[1][:8]), ("b.jsonl", CLAUDE[1][8:])]])
    assert {view for view in found if found[view] != once[view]} <= {"turns", "time_statistics"}


@settings(max_examples=3, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from("SRQ"), st.integers(0, 1)), max_size=4),
    st.integers(0, 1),
)
def test_any_copies_of_any_beginnings_leave_every_sum(
    once: dict[str, Any], copies: list[tuple[int, str, int]], last: int
) -> None:
    """Copies of the first turns, under any session's name, with the old ids or (R) new ones, in either load."""
    loads: list[list[File]] = [[], []]
    for at, (turns, session, load) in enumerate(copies):
        loads[load].append((f"{at}/{session}.jsonl", claude_file(session, T[:turns], session == "R")))
    loads[last].append(CLAUDE)
    assert sums([files for files in loads if files]) == once


@pytest.mark.parametrize(("has_head", "is_restamped"), [(True, True), (False, False)])
def test_a_fork_repeats_nothing_of_its_parent(has_head: bool, is_restamped: bool) -> None:
    """With the parent's head in the copy or without, under the parent's times or the fork's; forks of forks; and one
    that nothing was said in."""
    head = {"forked_from_id": "P"}
    parent = codex_file("P", -1, P[:2])
    base = parent if has_head else parent[1:]
    fork = codex_file("F", 4999.9, LATER, head, restamped(base, 5000) if is_restamped else base)
    nested = codex_file("G", 20000, [], {"forked_from_id": "F"}, restamped(fork, 20000.1))
    empty = codex_file("E", 6000, [], head, restamped(base, 6000.1) if is_restamped else base)
    straight = sums([[("p.jsonl", codex_file("P", -1, P[:2] + LATER))]])
    files = [("p.jsonl", parent), ("f.jsonl", fork), ("g.jsonl", nested), ("e.jsonl", empty)]
    assert sums([files]) == straight
    assert sums([files[1:], files[:1]]) == straight
