"""Categories by a model, on the page: what would leave is shown, agreed to, and only then sent."""

import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from time import sleep
from urllib.parse import urlencode

import pytest

from etl.categorize.categories import move
from etl.categorize.labels import labels
from tests.categorize.ai.ai_cases import CANARY, Reply, Server, database, filed, numbered
from tests.categorize.ai.ai_cases import serving as endpoint
from tests.web.web_cases import Answer, Web, over, serving

_PAGE = "/conversations/model"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SECRET = "Plans for the <b>summer</b>"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Chats c0 to c7; the last is filed by the user."""
    path = database(tmp_path, [(_SECRET, "mail me: ann@example.org"), *numbered(7)])
    move(path, [("chatgpt", "", "c7")], "Other")
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An endpoint on this machine that files all under Travel, and is the one set up."""
    with endpoint(lambda body, _: filed(body, lambda chat: "Other")) as server:
        monkeypatch.setenv("ETL_AI_BASE_URL", server.url)
        yield server


@pytest.fixture
def web(place: Path) -> Iterator[Web]:
    with serving(place, api_rate=1000, api_burst=1000) as running:
        yield running


def _seal(shown: Answer) -> str:
    found = re.search(r'name="seal" value="(\w{64})"', shown.text)
    assert found, shown.text
    return found[1]


def _send(web: Web, **fields: str) -> Answer:
    return web.ask(_PAGE, "POST", urlencode(fields).encode(), _FORM)


def test_it_shows_the_texts_their_place_and_price_and_sends_nothing(web: Web, asked: Server) -> None:
    shown = web.ask(f"{_PAGE}?show=1&model=gpt-6-luna&batch_size=5")
    text = unescape(re.sub(r"<(?!/?b>)[^>]*>", "", shown.text))
    assert asked.url.removesuffix("/v1") in text
    assert _SECRET in text
    assert "mail me: [mail 1]" in text
    assert "ann@example.org" not in text
    assert re.search(r"Chats to ask about\s*7\b", text)
    assert re.search(r"Filed by you, not sent\s*1\b", text)
    assert re.search(r"Requests\s*2\b", text)
    assert re.search(r"Price, about\s*\$0\.000[1-9]", text)
    assert asked.bodies == []


def test_what_is_shown_whole_is_what_is_sent_after_a_yes(web: Web, asked: Server, place: Path) -> None:
    shown = web.ask(f"{_PAGE}?show=1")
    whole = web.ask(f"{_PAGE}/texts").text
    begun = _send(web, seal=_seal(shown), key=CANARY)
    assert begun.status == 303
    job = begun.headers["location"].rpartition("/")[2]
    assert over(web, job)["state"] == "done"
    assert whole.split("\n") == [message["content"] for message in asked.bodies[0]["messages"]]
    assert asked.keys == [f"Bearer {CANARY}"]
    assert {label.basis for key, label in labels(place).items() if key[2] != "c7"} == {"ai"}
    assert labels(place)["chatgpt", "", "c7"].basis == "user"
    told = web.ask(f"{_PAGE}/{job}").text
    assert re.search(r"Sorted now</dt><dd>7<", told)
    assert "$0.0002" in told
    assert CANARY not in told + web.ask(f"/api/result/{job}").text
    assert "There is nothing to ask" not in web.ask(f"{_PAGE}?show=1").text


def test_nothing_is_sent_that_was_not_shown(web: Web, asked: Server, place: Path) -> None:
    seal = _seal(web.ask(f"{_PAGE}?show=1"))
    move(place, [("chatgpt", "", "c1")], "Other")
    for fields in ({"seal": seal}, {}, {"seal": "é"}, {"seal": seal, "model": "dear"}):
        refused = _send(web, key=CANARY, **fields)
        assert refused.status == 400
        assert "has changed since it was shown" in refused.text
        assert CANARY not in refused.text
    assert asked.bodies == []


def test_a_place_elsewhere_needs_a_key(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETL_AI_BASE_URL", "https://models.example/v1")
    shown = web.ask(f"{_PAGE}?show=1")
    refused = _send(web, seal=_seal(shown))
    assert refused.status == 400
    assert "https://models.example:443 needs a key" in refused.text
    assert "no key has" in unescape(_send(web, seal=_seal(shown), key="two words").text)


@pytest.mark.parametrize(
    ("field", "value"), [("batch_size", "4"), ("max_concurrency", "9"), ("max_usd", "much"), ("max_usd", "-1")]
)
def test_a_wrong_value_is_a_sentence_on_the_page(web: Web, asked: Server, field: str, value: str) -> None:
    shown = web.ask(f"{_PAGE}?show=1&{field}={value}")
    assert shown.status == 400
    assert f'role="alert">{field} is ' in shown.text


def test_a_refused_key_is_told_and_nothing_is_lost(web: Web, asked: Server, place: Path) -> None:
    asked.play = lambda body, _: Reply({"error": {"message": f"bad {CANARY}"}}, 401)
    job = _send(web, seal=_seal(web.ask(f"{_PAGE}?show=1")), key=CANARY).headers["location"].rpartition("/")[2]
    assert over(web, job)["state"] == "failed"
    told = web.ask(f"{_PAGE}/{job}").text
    assert "That did not work" in told
    assert CANARY not in told
    assert len(labels(place)) == 1


def test_who_stops_keeps_what_was_answered(web: Web, asked: Server, place: Path) -> None:
    never = threading.Event()
    asked.play = lambda body, before: Reply(filed(body, lambda chat: "Other").body, when=never if before else None)
    address = f"{_PAGE}?show=1&batch_size=5&max_concurrency=1"
    sent = _send(web, seal=_seal(web.ask(address)), key=CANARY, batch_size="5", max_concurrency="1")
    job = sent.headers["location"].rpartition("/")[2]
    while web.ask(f"/api/progress/{job}").json["done"] < 5:
        sleep(0.02)
    assert "Asking…" in web.ask(f"{_PAGE}/{job}").text
    assert web.ask(f"{_PAGE}/{job}/stop", "POST", b"", _FORM).status == 303
    assert over(web, job)["state"] == "cancelled"
    assert "what was answered is kept" in web.ask(f"{_PAGE}/{job}").text
    assert len(labels(place)) == 6
