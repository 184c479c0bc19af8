"""Loads in the web app: several files, progress, cancelling, and reading all the while."""

import json
import threading

import pytest

from etl.reporting.reports.connection import connect
from tests.conftest import ROOT
from tests.web.attacks.upload_cases import zipped
from tests.web.web_cases import Web, form, happens, over

_FIRST, _SECOND = "chatgpt/era_2023_04.json", "chatgpt/branches.json"


def _sample(name: str) -> bytes:
    return (ROOT / "samples" / name).read_bytes()


def _ids(name: str) -> set[str]:
    """The conversations of a sample."""
    return {chat.get("conversation_id") or chat["id"] for chat in json.loads(_sample(name))}


def _rows(web: Web, sql: str) -> list[tuple[object, ...]]:
    with connect(web.database) as connection:
        return connection.execute(sql).fetchall()


def _count(web: Web) -> object:
    ((number,),) = _rows(web, "select count(*) from v1.conversations")
    return number


def _many(number: int) -> bytes:
    chats = _sample(_SECOND).strip().strip(b"[]")
    return b"[" + b",".join([chats] * number) + b"]"


def test_a_dropped_export_is_in_the_database_and_what_the_load_said_is_told(web: Web) -> None:
    body, headers = form(('name="file"; filename="demo.zip"', _sample("demo.zip")))
    answer = web.ask("/api/loads", "POST", body, headers)
    assert answer.status == 202
    told = over(web, answer.json["job_id"])
    assert (told["state"], told["percent"], told["conversations"]) == ("done", 100, 296)
    assert "296 new" in told["message"]
    assert str(web.database) not in told["message"]
    assert web.ask(f"/api/result/{answer.json['job_id']}").json == {"message": told["message"]}
    assert _count(web) == 296


def test_several_files_are_one_load_whatever_they_are_called(web: Web) -> None:
    packed = zipped(("conversations.json", _sample("chatgpt/cycle.json")))
    body, headers = form(
        ('name="file"; filename="few.zip"', packed),
        ('name="file"; filename="../conversations.json"', _sample(_FIRST)),
        ('name="file"; filename="C:\\\\x\\\\conversations.json"', _sample(_SECOND)),
        ('name="file"; filename="Few.ZIP"', packed),
        ('name="organise"', b"please"),
    )
    told = over(web, web.ask("/api/loads", "POST", body, headers).json["job_id"])
    assert told["state"] == "done", told
    found = {name for (name,) in _rows(web, "select conversation_id from v1.conversations")}
    assert found == _ids("chatgpt/cycle.json") | _ids(_FIRST) | _ids(_SECOND)
    assert _rows(web, "select count(*) from v1.loads") == [(1,)]


@pytest.mark.parametrize("name", ["export.exe", "conversations", ".json", "a.zip.txt", ""])
def test_files_of_other_kinds_are_refused_before_they_are_stored(web: Web, name: str) -> None:
    body, headers = form((f'name="file"; filename="{name}"', b"[]"))
    answer = web.ask("/api/loads", "POST", body, headers)
    assert (answer.status, answer.json["field"]) == (400, "file")
    assert not list(web.database.parent.rglob("[0-9]*/*"))


def test_a_form_without_files_or_cut_short_is_refused(web: Web) -> None:
    body, headers = form(('name="x"', b"y"))
    for data, stated in ((body, headers), (body[:-6], headers), (b"", headers), (body, {"Content-Type": "text/plain"})):
        assert web.ask("/api/loads", "POST", data, stated).status == 400


def test_a_cancelled_load_changes_nothing_and_the_next_one_works(web: Web) -> None:
    body, headers = form(('name="file"; filename="conversations.json"', _many(2_500)))
    job = web.ask("/api/loads", "POST", body, headers).json["job_id"]
    assert web.ask(f"/api/result/{job}").status == 409
    happens(lambda: web.ask(f"/api/progress/{job}").json["total"] > 0)
    assert web.ask(f"/api/cancel/{job}", "POST").status == 200
    told = over(web, job)
    assert told["state"] == "cancelled", told
    assert web.ask(f"/api/result/{job}").status == 410
    assert not web.database.exists()
    body, headers = form(('name="file"; filename="conversations.json"', _sample(_SECOND)))
    assert over(web, web.ask("/api/loads", "POST", body, headers).json["job_id"])["state"] == "done"
    left = [path for path in web.database.parent.rglob("*") if ".loading" in path.name or path.suffix == ".json"]
    assert left == []


def test_the_database_is_read_all_the_while_and_shows_the_new_load_at_once(own: Web) -> None:
    failures: list[object] = []
    counts: list[int] = []
    is_over = threading.Event()

    def reading() -> None:
        while not is_over.wait(0.1):
            answer = own.ask("/api/search?q=the")
            if answer.status == 200:
                counts.append(answer.json["conversations"])
            else:
                failures.append(answer.text)

    readers = [threading.Thread(target=reading) for _ in range(2)]
    for each in readers:
        each.start()
    body, headers = form(('name="file"; filename="conversations.json"', _sample(_SECOND)))
    told = over(own, own.ask("/api/loads", "POST", body, headers).json["job_id"])
    after = own.ask("/api/export").json["summary"]["total_conversations"]
    is_over.set()
    for each in readers:
        each.join()
    assert told["state"] == "done", told
    assert not failures
    assert set(counts) <= {296, after}
    assert counts
    assert after == 296 + len(_ids(_SECOND))
    assert _count(own) == after


def test_two_loads_at_once_are_one_after_the_other(web: Web) -> None:
    forms = [form(('name="file"; filename="conversations.json"', _sample(name))) for name in (_FIRST, _SECOND)]
    jobs = [web.ask("/api/loads", "POST", *each).json["job_id"] for each in forms]
    assert [over(web, job)["state"] for job in jobs] == ["done", "done"]
    assert _count(web) == len(_ids(_FIRST) | _ids(_SECOND))
    assert _rows(web, "select count(*) from v1.loads") == [(2,)]
