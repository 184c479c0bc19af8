"""Whose a request is where a session of Codex was begun from another: the shapes that programs have written."""

from typing import Any

import pytest

from etl.transform.providers import codex
from tests.warehouse.copied_logs import Event, codex_file, codex_turn, restamped, stamp

FORK = {"forked_from_id": "P"}
SPAWNED = {"source": {"subagent": {"thread_spawn": {"parent_thread_id": "P", "agent_role": "worker"}}}}
PARENT = codex_file("P", -1, [codex_turn(0), codex_turn(1)])
OWN = [row | {"timestamp": stamp(9000 + at)} for at, row in enumerate(codex_turn(7, "C"))]


def used(rows: list[Event]) -> tuple[int, int]:
    """How many requests were inherited, and how many are the session's own."""
    found = [row for row in codex.flatten(_raw(rows)).messages if row.input_tokens_reported is not None]
    inherited = [row for row in found if row.inherited_from is not None]
    assert all(row.inherited_from == "P" for row in inherited)
    return len(inherited), len(found) - len(inherited)


@pytest.mark.parametrize("head", [FORK, SPAWNED, {"parent_thread_id": "P"}])
@pytest.mark.parametrize("base", [PARENT, PARENT[1:], PARENT[5:]])
@pytest.mark.parametrize("is_restamped", [True, False])
def test_a_copied_history_is_the_parent_s(head: Event, base: list[Event], is_restamped: bool) -> None:
    copied = restamped(base, 5000.1) if is_restamped else base
    reports = sum("last_token_usage" in str(row) for row in base)
    assert used(codex_file("C", 5000, [OWN], head, copied)) == (reports, 2)
    assert used(codex_file("C", 5000, [], head, copied)) == (reports, 0)


def test_a_turn_of_its_own_may_follow_the_copy_at_once() -> None:
    """It has begun within the burst, and used nothing yet."""
    soon = [row | {"timestamp": stamp(5000.2 + (at if at > 2 else 0))} for at, row in enumerate(OWN)]
    rows = codex_file("C", 5000, [soon], FORK, restamped(PARENT, 5000.1))
    assert used(rows) == (4, 2)
    said = [row for row in codex.flatten(_raw(rows)).messages if row.role == "user" and row.inherited_from is None]
    assert [row.text for row in said] == ["Please do C7."]


def test_a_sub_agent_that_begins_at_zero_repeats_nothing() -> None:
    """Though its first request is the twin of its parent's."""
    twin = [row | {"timestamp": stamp(5001 + at)} for at, row in enumerate(codex_turn(0))]
    assert used(codex_file("C", 5000, [twin], SPAWNED)) == (0, 2)


def test_the_number_at_which_its_own_history_starts_goes_before_all_times() -> None:
    rows = codex_file("C", 5000, [OWN], SPAWNED | {"subagent_history_start_ordinal": len(PARENT) + 1}, PARENT)
    later = [row | {"timestamp": stamp(5000 + 60 * at), "ordinal": at} for at, row in enumerate(rows)]
    assert used(later) == (4, 2)


def test_turns_tell_by_their_ids_when_they_began() -> None:
    born, old, new = (f"01a0{at}000-0000-7000-8000-000000000000" for at in (2, 1, 3))
    moment = (0x01A02000_0000) / 1000 - 1_780_000_000
    turns = [[_named(row, name) for row in codex_turn(1)] for name in (old, new)]
    rows = codex_file(born, moment, [], FORK) + codex_file("x", 0, turns)[1:]
    later = [row | {"timestamp": stamp(moment + 100 * at)} for at, row in enumerate(rows)]
    assert used(later) == (2, 2)


def test_what_an_opening_report_tells_again_is_no_request_of_the_child() -> None:
    opening = [PARENT[-1] | {"timestamp": stamp(5030)}]
    assert used(codex_file("C", 5000, [OWN], SPAWNED, opening)) == (1, 2)


def test_a_request_with_a_record_and_a_report_is_one_and_one_with_a_record_alone_too() -> None:
    rows = codex_file("P", -1, [codex_turn(0)])
    (first, second) = [at for at, row in enumerate(rows) if "last_token_usage" in str(row)]
    recorded = [_record("r1", rows[first]), _record("r1", rows[first]), _record("r2", rows[second])]
    compacting = _record("r3", rows[first]) | {"timestamp": stamp(700)}
    doubled = [*rows[:first], *recorded[:2], *rows[first:second], recorded[2], *rows[second:], compacting]
    plain, found = (codex.flatten(_raw(one)).messages for one in (rows, doubled))
    names = [row.usage_id for row in plain if row.input_tokens_reported is not None]
    assert [row.usage_id for row in found if row.input_tokens_reported is not None] == [*names, "P:r3"]


def test_a_turn_that_names_no_model_goes_on_with_the_one_before() -> None:
    rows = codex_file("P", -1, [codex_turn(0), codex_turn(1)])
    for row in rows[-8:]:
        row["payload"].pop("model", None)
    settings = {"type": "thread_settings_applied", "thread_settings": {"model": "gpt-5.5", "service_tier": "priority"}}
    rows[9:9] = [{"timestamp": stamp(500), "type": "event_msg", "payload": settings}]
    found = [row for row in codex.flatten(_raw(rows)).messages if row.input_tokens_reported is not None]
    assert [row.model_slug for row in found] == ["gpt-5.4", "gpt-5.4", "gpt-5.5", "gpt-5.5"]
    assert [row.service_tier for row in found] == [None, None, "priority", "priority"]


def test_a_continued_session_s_files_do_not_take_each_other_s_numbers() -> None:
    rows = [row | {"ordinal": at} for at, row in enumerate(codex_file("P", -1, [codex_turn(0), codex_turn(1)]))]
    head = rows[0] | {"ordinal": 9, "payload": rows[0]["payload"] | {"history_base": {"thread_id": "P"}}}
    files = (rows[:9], [head, *rows[9:]])
    (one, other) = ({row.node_id for row in codex.flatten(_raw(part)).messages} for part in files)
    assert not one & other
    for part in files:
        expected = codex.expected(_raw(part))
        assert expected is not None
        assert set(expected.messages) <= one | other


def _raw(rows: list[Event]) -> dict[str, Any]:
    return {"rows": rows, "member": "rollout.jsonl"}


def _named(row: Event, turn: str) -> Event:
    held = row["payload"]
    return row | {"payload": held | {"turn_id": turn}} if "turn_id" in held else row


def _record(name: str, report: Event) -> Event:
    info = report["payload"]["info"]
    held = {"response_id": name, "usage": info["last_token_usage"], "thread_token_usage": info["total_token_usage"]}
    return {"timestamp": report["timestamp"], "type": "token_usage_record", "payload": held}


@pytest.mark.parametrize(
    "told",
    [{"total_tokens": 61694}, {"input_tokens": 2**31, "output_tokens": 1}, {"input_tokens": {}, "output_tokens": 1}, 7],
)
def test_a_report_that_does_not_say_which_tokens_is_named(told: Event) -> None:
    rows = codex_file("P", -1, [codex_turn(0)])
    rows.append({"timestamp": stamp(50), "type": "event_msg", "payload": {"type": "token_count", "info": None}})
    rows[-1]["payload"]["info"] = {"total_token_usage": told}
    assert [issue.reason for issue in codex.flatten(_raw(rows)).issues] == ["a report of tokens that cannot be"]
    assert codex.flatten(_raw(rows[:-1])).issues == []
