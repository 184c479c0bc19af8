"""One request over HTTP: whatever a server sends, it ends, in time and in bounds."""

import re
import sys
import threading

import pytest

from etl.categorize.ai.address import address
from etl.categorize.ai.errors import BatchError, HaltError, LostError
from etl.categorize.ai.retry_policy import Brake, RetryPolicy
from etl.categorize.ai.transport import Reply, Transport
from etl.errors import SettingError
from etl.reporting import extras
from tests.categorize.ai import ai_cases
from tests.categorize.ai.ai_cases import serving

IMPATIENT = RetryPolicy(timeout=0.3)


def send(answer: ai_cases.Reply, policy: RetryPolicy = RetryPolicy(timeout=30)) -> Reply:  # noqa: B008
    with serving(lambda body, _: answer) as server:
        transport = Transport(address(server.url), policy, 1)
        try:
            return transport.send("POST", "/chat/completions", {}, b"{}")
        finally:
            transport.close()


def test_a_reply_is_status_headers_and_bytes() -> None:
    reply = send(ai_cases.Reply({"a": [1]}, 418, {"Retry-After": "7"}))
    assert (reply.status, reply.headers["retry-after"], reply.object()) == (418, "7", {"a": [1]})


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"<html>", b"\xff\xfe", b"[" * 200_000, b"9" * 5000])
def test_what_is_no_object_is_an_empty_one(data: bytes) -> None:
    assert send(ai_cases.Reply(data)).object() == {}


def test_an_answer_that_drips_is_left() -> None:
    with pytest.raises(BatchError, match="has no end"):
        send(ai_cases.Reply(b"x" * 100, between=0.05), IMPATIENT)


def test_an_answer_without_an_end_is_left() -> None:
    with pytest.raises(BatchError, match="has no end"):
        send(ai_cases.Reply(b" " * (9 << 20)), RetryPolicy())


def test_an_answer_that_does_not_come_in_time_is_left() -> None:
    with pytest.raises(BatchError, match="in time"):
        send(ai_cases.Reply({}, when=threading.Event()), IMPATIENT)


def test_a_broken_answer_may_be_asked_for_again() -> None:
    with pytest.raises(LostError):
        send(ai_cases.Reply(b"{}", headers={"Content-Length": "100", "Connection": "close"}))


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"retry-after": "3"}, 3, 3.1),
        ({"retry-after": "0.25"}, 0.25, 0.3),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5, 1.6),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0, 0),
        ({"retry-after": "soon"}, 1, 2),
        ({"retry-after": "-1"}, 1, 2),
        ({}, 1, 2),
    ],
)
def test_the_wait_is_what_the_server_asks_for_else_longer_each_time(
    headers: dict[str, str], least: float, most: float
) -> None:
    assert all(least <= RetryPolicy().wait(2, headers) <= most for _ in range(50))


def test_nobody_waits_for_a_server_that_wants_too_long() -> None:
    with pytest.raises(HaltError, match="asks to wait 121 seconds"):
        RetryPolicy().wait(0, {"retry-after": "121"})


def test_a_wait_is_one_for_all_threads() -> None:
    now = [1000.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    brake = Brake(lambda: False, lambda: now[0], sleep)
    brake.pull(0.2)
    brake.pull(0.1)
    for _ in range(2):
        brake.wait()
        assert now[0] == pytest.approx(1000.2), "once it is over, nobody waits again"


@pytest.mark.parametrize("missing", ["urllib3", "certifi"])
def test_what_is_not_installed_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SettingError, match=re.escape(extras.command("ai"))):
        send(ai_cases.Reply({}))
