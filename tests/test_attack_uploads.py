"""The attack table of the web app, rows 31 to 38 and 48: hostile exports, uploaded, and what is left of them."""

import io
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.web_cases import Web, form, over, serving


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with serving(tmp_path / "chats.duckdb") as running:
        yield running


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def _chats(*titles: str) -> bytes:
    node: dict[str, object] = {"id": "n", "parent": None, "children": []}
    said = {"id": "n", "author": {"role": "user"}, "content": {"content_type": "text", "parts": ["hello"]}}
    return json.dumps(
        [
            {"id": f"c{number}", "conversation_id": f"c{number}", "title": title, "create_time": 1.7e9}
            | {"current_node": "n", "mapping": {"n": node | {"message": said}}}
            for number, title in enumerate(titles)
        ]
    ).encode()


def _sent(web: Web, name: str, data: bytes) -> dict[str, object]:
    """What a load of these bytes comes to. Nothing of the upload may be left."""
    body, headers = form((f'name="file"; filename="{name}"', data))
    answer = web.ask("/api/loads", "POST", body, headers)
    assert answer.status == 202, answer.text
    told = over(web, answer.json["job_id"])
    left = [path for path in web.database.parent.rglob("*") if ".uploads" in str(path.parent) and path.is_file()]
    assert [path.suffix for path in left] in ([], [".lock"])
    assert str(web.database.parent) not in str(told)
    return told


def test_row_31_members_with_names_that_lead_elsewhere_are_never_written(web: Web) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    names = ("../../slipped", "/tmp/slipped-absolute", "a\\..\\..\\slipped", "C:/slipped")
    data = _zip(*((name, b"slipped") for name in names), (link, b"/etc/passwd"), ("conversations.json", _chats("Hi")))
    assert _sent(web, "../../../slipped.zip", data)["state"] == "done"
    above = web.database.parent.parent
    assert not [path for path in above.rglob("*slipped*") if path.is_file()]
    assert not Path("/tmp/slipped-absolute").exists()
    assert web.ask("/api/sql", "POST", {"sql": "select title from conversations"}).json["rows"] == [["Hi"]]


def test_row_32_a_zip_bomb_is_refused_and_makes_no_database(web: Web) -> None:
    told = _sent(web, "bomb.zip", _zip(("conversations.json", b"[" + b" " * 300_000_000)))
    assert told["state"] == "failed"
    assert "bomb.zip" in str(told["message"])
    assert not web.database.exists()


def test_row_33_a_directory_that_lies_is_an_error_in_a_sentence_or_does_not_matter(web: Web) -> None:
    data = bytearray(_zip(("conversations.json", _chats("Hi")), compression=zipfile.ZIP_STORED))
    where = data.rindex(b"PK\x01\x02")
    data[where + 20 : where + 28] = b"\xff\xff\xff\x00\xff\xff\xff\x00"
    told = _sent(web, "lies.zip", bytes(data))
    assert "Traceback" not in str(told["message"])
    if told["state"] == "done":
        assert web.ask("/api/sql", "POST", {"sql": "select title from conversations"}).json["rows"] == [["Hi"]]
    else:
        assert "lies.zip" in str(told["message"])


@pytest.mark.parametrize("kind", ["not a zip", "nested", "many", "html", "empty"])
def test_row_34_what_is_no_export_is_named(web: Web, kind: str) -> None:
    inner = _zip(("conversations.json", _chats("Hi")))
    data = {
        "not a zip": b"PK\x03\x04 and nothing of a zip",
        "nested": _zip(("export.zip", inner)),
        "many": _zip(*((f"{number}.txt", b"") for number in range(20_000))),
        "html": b"<html>",
        "empty": b"",
    }[kind]
    told = _sent(web, "odd.zip", data)
    assert told["state"] == "failed"
    assert "odd.zip" in str(told["message"])


@pytest.mark.parametrize("kind", ["deep", "digits", "nan", "utf8", "cut", "twice", "surrogate", "nul", "bom"])
def test_row_35_to_37_hostile_json_ends_in_a_result_or_a_sentence(web: Web, kind: str) -> None:
    good = _chats("Hi")
    data = {
        "deep": b"[" * 1_000_000,
        "digits": good.replace(b"1700000000.0", b"1" * 5_000),
        "nan": good.replace(b"1700000000.0", b"NaN"),
        "utf8": good.replace(b"hello", b"\xff\xfe"),
        "cut": good[:-40],
        "twice": good.replace(b'"title": "Hi"', b'"title": "Hi", "title": "Hi"'),
        "surrogate": good.replace(b"hello", b"\\ud800"),
        "nul": good.replace(b"hello", b"\\u0000"),
        "bom": b"\xef\xbb\xbf" + good,
    }[kind]
    told = _sent(web, "conversations.json", data)
    assert told["state"] in ("done", "failed")
    assert told["message"]
    assert "Traceback" not in str(told["message"])
    assert told["state"] == "failed" or web.ask("/api/sql", "POST", {"sql": "from conversations"}).json["rows"]
    assert (kind == "deep") <= (told["state"] == "failed")


def test_row_38_an_upload_that_breaks_off_leaves_nothing_and_the_database_as_it_was(web: Web) -> None:
    body, headers = form(('name="file"; filename="conversations.json"', _chats("Hi") * 1_000))
    assert _sent(web, "conversations.json", _chats("Before"))["state"] == "done"
    before = web.database.read_bytes()
    own = f"Host: 127.0.0.1:{web.settings.port}\r\nAuthorization: Bearer {web.token}\r\n"
    own += f"Content-Type: {headers['Content-Type']}\r\n"
    head = f"POST /api/loads HTTP/1.1\r\n{own}Content-Length: {len(body)}\r\n"
    web.raw(f"{head}\r\n".encode() + body[: len(body) // 2], seconds=0.5)
    broken = web.ask("/api/loads", "POST", body[: len(body) // 2], headers)
    assert broken.status == 400
    assert web.database.read_bytes() == before
    assert not list(web.database.parent.rglob("*.json"))


def test_row_48_everything_made_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with serving(tmp_path / "chats.duckdb") as web:
            packed = (ROOT / "samples/demo.zip").read_bytes()
            body, headers = form(('name="file"; filename="demo.zip"', packed))
            job = web.ask("/api/loads", "POST", body, headers).json["job_id"]
            modes = {path: path.stat().st_mode for path in tmp_path.rglob("*") if path.exists()}
            over(web, job)
            assert _sent(web, "conversations.json", _chats("Hi"))["state"] == "done"
            modes |= {path: path.stat().st_mode for path in tmp_path.rglob("*")}
    finally:
        os.umask(before)
    assert len(modes) >= 4
    for path, mode in modes.items():
        assert stat.S_IMODE(mode) == (0o700 if stat.S_ISDIR(mode) else 0o600), path.name
