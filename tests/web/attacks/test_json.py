"""The attack table of the web app, rows 35 to 37: hostile JSON, uploaded. Each kind has one result, always the same."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psutil
import pytest

from etl.reporting.reports.connection import connect
from tests.conftest import PATIENCE
from tests.web.attacks.upload_cases import chats, sent, titles
from tests.web.web_cases import Web, form, over, serving

_TIME, _WHEN = b"1700000000.0", "2023-11-14 22:13:20"
_PLAIN = ("Odd", _WHEN, "hello")
_KINDS: dict[str, tuple[bytes, bytes, tuple[str | None, ...] | None, list[str]]] = {
    # What is replaced, by what; the title, time and text that come of it; what is told of it.
    "digits": (_TIME, b"1" * 5_000, ("Odd", None, "hello"), ["mended"]),
    "not a number": (_TIME, b"NaN", ("Odd", None, "hello"), []),
    "infinity": (_TIME, b"-Infinity", ("Odd", None, "hello"), []),
    "bad UTF-8": (b"hello", b"a\xff\xfeb", ("Odd", _WHEN, "a\ufffd\ufffdb"), ["mended"]),
    "a key twice": (b'"title": "Odd"', b'"title": "First", "title": "Odd"', _PLAIN, []),
    "a lone surrogate": (b"hello", b"a\\ud800b", ("Odd", _WHEN, "a\ufffdb"), []),
    "a lone surrogate in a title": (b'"Odd"', b'"O\\udc00d"', ("O\ufffdd", _WHEN, "hello"), []),
    "NUL": (b"hello", b"a\\u0000b", ("Odd", _WHEN, "a\0b"), []),
    "NUL as it is": (b"hello", b"a\0b", ("Odd", _WHEN, "a\0b"), ["mended"]),
    "too deep": (b'"hello"', b"[" * 100_000 + b"]" * 100_000, None, ["nested too deeply"]),
    "BOM": (b"[{", b"\xef\xbb\xbf[{", _PLAIN, []),
    "cut off": (b"}]", b"", None, ["cut off", "cut off"]),
}
_CHATS = "select title, strftime(conversations.created_at, '%c'), text from v1.conversations join v1.messages "
_CHATS += "using (conversation_id) where conversation_id in ('sound-{0}', 'odd-{0}') order by conversation_id desc"
_ISSUES = "select reason from v1.load_issues where member = '{}.json' order by all"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """All kinds in one load, a file of a sound chat and an odd one for each."""
    with serving(tmp_path_factory.mktemp("odd") / "chats.duckdb", api_rate=1000, api_burst=1000) as web:
        files = (_file(number, *_KINDS[kind][:2]) for number, kind in enumerate(_KINDS))
        body, headers = form(*((f'name="file"; filename="{n}.json"', data) for n, data in enumerate(files)))
        told = over(web, web.ask("/api/loads", "POST", body, headers).json["job_id"])
        assert told["state"] == "done", told
        assert "mended (3), cut off (2), nested too deeply (1)" in told["message"]
        yield web


@pytest.mark.parametrize("kind", _KINDS)
def test_rows_36_and_37_what_comes_of_each_kind_is_certain(odd: Web, kind: str) -> None:
    number = list(_KINDS).index(kind)
    *_, chat, issues = _KINDS[kind]
    with connect(odd.database) as connection:
        found = connection.execute(_CHATS.format(number)).fetchall()
        told = connection.execute(_ISSUES.format(number)).fetchall()
    assert found == [("Sound", _WHEN, "hello"), *([chat] if chat else [])]
    assert told == [(one,) for one in issues]


def test_row_35_nothing_but_depth_is_a_sentence(web: Web) -> None:
    told = sent(web, "conversations.json", b"[" * 1_000_000)
    assert told["state"] == "failed"
    assert str(told["message"]).startswith("conversations.json holds no conversation that can be read")
    assert not web.database.exists()


@pytest.mark.parametrize("characters", [10_000_000, pytest.param(40_000_000, marks=pytest.mark.slow)])
def test_row_37_a_text_of_many_megabytes_is_kept_whole_in_bounded_memory(web: Web, characters: int) -> None:
    told, most = _sent_long(web, characters)
    assert told["state"] == "done", told
    assert most < 400_000_000 + 10 * characters
    assert titles(web.database) == ["After", "Long"]
    with connect(web.database) as connection:
        lengths = connection.execute("select length(text) from v1.messages order by 1").fetchall()
    assert lengths == [(5,), (characters,)]


@pytest.mark.slow
def test_row_37_a_text_of_eight_hundred_megabytes_is_left_out_and_told(web: Web) -> None:
    told, most = _sent_long(web, 800_000_000)
    assert told["state"] == "done", told
    assert "too large (1)" in told["message"]
    assert most < 600_000_000
    assert titles(web.database) == ["After"]


def _file(number: int, old: bytes, new: bytes) -> bytes:
    """A sound chat, then an odd one: the last place where ``old`` stands is ``new``."""
    data = chats("Sound", "Odd").replace(b'"c0"', b'"sound-%d"' % number).replace(b'"c1"', b'"odd-%d"' % number)
    before, found, after = data.rpartition(old)
    assert found
    return before + new + after


def _sent_long(web: Web, characters: int) -> tuple[dict[str, Any], int]:
    """What comes of a chat with a text so long and of one behind it; most bytes of memory a process of the load had."""
    before, after = form(('name="file"; filename="long.json"', chats("Long", "After")))[0].split(b"hello", 1)
    _, headers = form()
    own = {"Host": f"127.0.0.1:{web.settings.port}", "Authorization": f"Bearer {web.token}"}
    connection = http.client.HTTPConnection("127.0.0.1", web.settings.port, timeout=PATIENCE)
    pieces = (before, *(b"x" * 1_000_000 for _ in range(characters // 1_000_000)), after)
    connection.request("POST", "/api/loads", iter(pieces), headers | own, encode_chunked=True)
    job = json.loads(connection.getresponse().read())["job_id"]
    connection.close()
    most, is_over = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(most, is_over))
    watcher.start()
    told = over(web, job)
    is_over.set()
    watcher.join()
    return told, most[0]


def _watch(most: list[int], is_over: threading.Event) -> None:
    while not is_over.wait(0.02):
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                most[0] = max(most[0], child.memory_info().rss)
