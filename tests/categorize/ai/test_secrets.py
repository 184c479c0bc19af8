"""The key goes to the place it was given for, and nowhere else: no other host, no file, no message, no log."""

import logging
import pickle
import traceback
from pathlib import Path

import pytest

from etl.categorize.ai.address import ApiKey, address, refuse_public
from etl.categorize.ai.preview import plan
from etl.categorize.ai.runner import run
from etl.categorize.ai.settings import Setup
from etl.errors import SettingError
from tests.categorize.ai.ai_cases import (
    CANARY,
    CATEGORIES,
    QUICK,
    Reply,
    asking,
    database,
    filed,
    key,
    numbered,
    serving,
)


def test_the_key_is_in_the_header_and_in_nothing_that_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    path = database(tmp_path, numbered(40))
    caplog.set_level(logging.DEBUG)
    with serving(lambda body, before: filed(body) if before % 2 else Reply({}, 500)) as server:
        outcome = run(plan(path, asking(server)), key(server), policy=QUICK)
    assert outcome.labelled == 40
    assert set(server.keys) == {f"Bearer {CANARY}"}
    assert CANARY not in str(server.bodies)
    assert CANARY not in caplog.text + str(capfd.readouterr()) + repr(outcome) + repr(key(server))
    assert len(list(tmp_path.iterdir())) >= 2
    assert not any(CANARY.encode() in file.read_bytes() for file in tmp_path.iterdir())


def test_an_answer_that_repeats_the_key_is_repeated_nowhere(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    for status, echo in (
        (400, CANARY),
        (401, CANARY),
        (404, CANARY),
        (422, CANARY),
        (400, [CANARY]),
        (400, {"": CANARY}),
    ):
        error = dict.fromkeys(("message", "code", "type", "param"), echo)
        reply = Reply({"error": error}, status, {"X-Echo": CANARY})
        with serving(lambda body, _, reply=reply: reply) as server:  # type: ignore[misc]
            assert CANARY not in repr(run(plan(path, asking(server)), key(server), policy=QUICK))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_nowhere(tmp_path: Path, status: int) -> None:
    path = database(tmp_path, numbered(5))
    with serving(lambda body, _: filed(body)) as other:
        there = {"Location": f"{other.url.replace('127.0.0.1', 'localhost')}/chat/completions"}
        with serving(lambda body, _: Reply({}, status, there)) as server:
            outcome = run(plan(path, asking(server)), key(server), policy=QUICK)
    assert other.bodies == []
    assert len(server.bodies) == 1
    assert outcome.stopped is not None
    assert "another address, which is not followed" in outcome.stopped


def test_a_key_for_one_origin_is_not_sent_to_another(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    with serving(lambda body, _: filed(body)) as server:
        elsewhere = ApiKey(CANARY, address("https://api.openai.com/v1"))
        with pytest.raises(SettingError, match=r"given for https://api\.openai\.com:443, not for http://127") as caught:
            run(plan(path, asking(server)), elsewhere)
        assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert server.bodies == []


def test_a_local_server_can_be_asked_without_a_key(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    with serving(lambda body, _: filed(body)) as server:
        run(plan(path, asking(server)), None)
    assert server.keys == [None]


@pytest.mark.parametrize(
    "text", ["", " ", "two words", f"{CANARY}\r\nX-Evil: 1", "schlüssel", f"{CANARY}\0", "x" * 5000]
)
def test_what_cannot_be_a_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(SettingError) as caught:
        ApiKey(text, address("https://api.openai.com/v1"))
    assert str(caught.value) == "The key is empty or holds characters that no key has; copy it again."


def test_a_key_cannot_be_stored() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(ApiKey(CANARY, address("https://api.openai.com/v1")))


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.org/", "gopher://localhost/", "javascript:alert(1)", "//example.org/v1"),
        *("", "localhost:8080", "https://", "https:///v1", "https://user:secret@example.org/v1", "http://h:99999/"),
        *("http://169.254.169.254/v1", "https://169.254.169.254/v1", "http://[fe80::1]/", "http://0.0.0.0/v1"),
        *("http://[::ffff:169.254.169.254]/v1", "http://8.8.8.8/v1", "http://[2001:4860:4860::8888]/v1"),
        *("https://example.org/v1?key=secret", "https://example.org/v1#secret", "https://exa mple.org/", "http://[::1"),
        *("https://example.org\r\nX: y/", "http://224.0.0.1/"),
    ],
)
def test_no_model_is_asked_at_what_is_no_place_for_one(url: str) -> None:
    with pytest.raises(SettingError) as caught:
        Setup(CATEGORIES, base_url=url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://2852039166/v1", "http://134744072/v1", "http://no-such-host.invalid/v1"])
def test_a_name_is_looked_up_before_anything_is_sent_unencrypted(url: str) -> None:
    with pytest.raises(SettingError):
        refuse_public(address(url))


@pytest.mark.parametrize(
    ("url", "origin", "is_here"),
    [
        ("https://api.openai.com/v1/", "https://api.openai.com:443", False),
        ("http://localhost:11434/v1", "http://localhost:11434", True),
        ("http://LOCALHOST", "http://localhost:80", True),
        ("http://[::1]:8080/v1", "http://[::1]:8080", True),
        ("http://192.168.1.7:1234/v1", "http://192.168.1.7:1234", False),
        ("http://10.0.0.1", "http://10.0.0.1:80", False),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai:443", False),
    ],
)
def test_places_that_may_be_asked(url: str, origin: str, is_here: bool) -> None:
    place = address(url)
    refuse_public(place)
    assert (place.origin, place.is_here) == (origin, is_here)


def test_a_proxy_is_never_asked_for_a_model_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = database(tmp_path, numbered(5))
    with serving(lambda body, _: filed(body)) as proxy, serving(lambda body, _: filed(body)) as server:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        run(plan(path, asking(server)), key(server))
    assert (proxy.bodies, len(server.bodies)) == ([], 1)
