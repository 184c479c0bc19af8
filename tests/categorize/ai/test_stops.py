"""What ends a run before its end, and how the next one goes on."""

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.categorize.ai.preview import plan
from etl.categorize.ai.retry_policy import RetryPolicy
from etl.categorize.ai.runner import Outcome, Progress, run
from etl.categorize.labels import labels
from tests.categorize.ai.ai_cases import (
    CATEGORIES,
    QUICK,
    Reply,
    asking,
    chats,
    database,
    filed,
    key,
    numbered,
    said,
    serving,
)

PENNY = Decimal("0.01")


def test_after_a_halt_the_next_run_asks_only_for_the_rest(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(50))
    refusal = Reply({"error": {"message": "no", "code": "insufficient_quota"}}, 429)
    with serving(lambda body, before: filed(body) if before != 1 else refusal) as server:
        first = run(plan(path, asking(server, max_concurrency=1)), key(server), policy=QUICK)
        assert (first.labelled, first.left, len(labels(path))) == (25, 25, 25)
        assert first.stopped is not None
        assert "no credit" in first.stopped
        second = plan(path, asking(server))
        assert (len(second.known), second.chats) == (25, 25)
        assert run(second, key(server), policy=QUICK).labelled == 25
        third = plan(path, asking(server))
        assert run(third, None).known == 50
    assert [len(chats(body)) for body in server.bodies] == [25, 25, 25]


def test_another_model_or_other_categories_are_asked_anew(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    with serving(lambda body, _: filed(body)) as server:
        run(plan(path, asking(server)), key(server))
        assert plan(path, asking(server)).chats == 0
        assert plan(path, asking(server, model="other")).chats == 5
        assert plan(path, asking(server, titles_only=True)).chats == 5
        fewer = asking(server)
        assert plan(path, type(fewer)(CATEGORIES[:3], fewer.base_url)).chats == 5


def test_it_is_cancelled_at_once_and_keeps_what_was_answered(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(40))
    cancel, seen = threading.Event(), list[Progress]()

    def watch(progress: Progress) -> None:
        seen.append(progress)
        cancel.set()

    never = threading.Event()
    with serving(lambda body, before: Reply(filed(body).body, when=never if before else None)) as server:
        doing = plan(path, asking(server, batch_size=10, max_concurrency=1))
        outcome = run(doing, key(server), watch, cancel.is_set, RetryPolicy(grace=0.2))
        assert not never.is_set()
    assert outcome.stopped == "Cancelled; what was answered is kept."
    assert (outcome.labelled, outcome.left, len(labels(path))) == (10, 30, 10)
    assert len(server.bodies) <= 2
    assert len(seen) == 1


def test_progress_counts_chats_and_money(tmp_path: Path) -> None:
    path, seen = database(tmp_path, numbered(50)), list[Progress]()
    with serving(lambda body, _: filed(body)) as server:
        run(plan(path, asking(server)), key(server), seen.append)
    each = (Decimal("0.10") * 1000 + Decimal("0.50") * 100) / 1_000_000
    assert [(one.done, one.total) for one in seen] == [(25, 50), (50, 50)]
    assert (seen[-1].requests, seen[-1].usd) == (2, 2 * each)


def spend(folder: Path, most: Decimal, tokens: tuple[int, int]) -> tuple[Outcome, int]:
    path = database(folder, numbered(100))

    def play(body: dict[str, Any], _: int) -> Reply:
        return said(filed(body).body["choices"][0]["message"]["content"], tokens)

    with serving(play) as server:
        outcome = run(plan(path, asking(server, model="dear", max_usd=most, batch_size=5)), key(server), policy=QUICK)
    return outcome, len(server.bodies)


def test_the_limit_counts_what_the_server_reports(tmp_path: Path) -> None:
    outcome, requests = spend(tmp_path, Decimal("0.30"), (2000, 600))
    assert outcome.usd == requests * Decimal("0.05")
    assert outcome.usd <= Decimal("0.30")
    assert 1 < requests < 20
    assert outcome.stopped is not None
    assert "left of 0.30 dollars" in outcome.stopped
    assert outcome.labelled == requests * 5


def test_what_might_cost_more_than_the_limit_is_not_asked(tmp_path: Path) -> None:
    outcome, requests = spend(tmp_path, PENNY, (1, 1))
    assert outcome.usd == 0
    assert (requests, outcome.left) == (0, 100)


def test_without_reported_usage_the_most_it_can_have_cost_is_taken(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    with serving(lambda body, _: Reply({"choices": filed(body).body["choices"]})) as server:
        doing = plan(path, asking(server, model="dear"))
        outcome = run(doing, key(server))
    assert outcome.output == 1200
    assert outcome.input >= doing.usage.input
    assert outcome.usd is not None
    assert outcome.usd > Decimal("0.06")


def test_a_server_that_only_fails_is_left_alone_after_some_time(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(60))
    with serving(lambda body, _: Reply({}, 400)) as server:
        outcome = run(plan(path, asking(server)), key(server), policy=QUICK)
    assert outcome.stopped == "10 requests in a row have failed, the last: status 400; try again later."
    assert len(server.bodies) < 20
    assert outcome.usd == 0


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            Reply({"error": {"message": "Incorrect API key provided: sk-CANARY0123456789abcdef"}}, 401),
            "refuses the key",
        ),
        (Reply({}, 403), "refuses the key"),
        (Reply({"error": {"code": "model_not_found"}}, 404), "has no model gpt-6-luna"),
        (Reply({}, 402), "no credit left"),
    ],
)
def test_what_no_second_attempt_mends_ends_the_run_at_once(tmp_path: Path, reply: Reply, words: str) -> None:
    path = database(tmp_path, numbered(50))
    with serving(lambda body, _: reply) as server:
        outcome = run(plan(path, asking(server, max_concurrency=1)), key(server), policy=QUICK)
    assert outcome.stopped is not None
    assert words in outcome.stopped
    assert "CANARY" not in outcome.stopped
    assert len(server.bodies) == 1


@pytest.mark.parametrize("name", ["reasoning_effort", "response_format", "max_completion_tokens"])
@pytest.mark.parametrize("is_param", [True, False])
def test_a_parameter_the_server_does_not_know_is_dropped_once(tmp_path: Path, name: str, is_param: bool) -> None:
    path = database(tmp_path, numbered(30))
    error = {"message": "Unsupported", "param": name} if is_param else {"message": f"'{name}' is not supported here"}

    def play(body: dict[str, Any], _: int) -> Reply:
        return Reply({"error": error}, 400) if name in body else filed(body)

    with serving(play) as server:
        outcome = run(plan(path, asking(server, batch_size=5, max_concurrency=1)), key(server), policy=QUICK)
    assert outcome.labelled == 30
    assert [name in body for body in server.bodies] == [True] + [False] * 6
    assert ("max_tokens" in server.bodies[-1]) == (name == "max_completion_tokens")
