"""The attack table of the web app, rows 31 to 34, 38 and 48: hostile exports, uploaded, and what is left of them."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from etl.extract.archive.zipped import BOMB_BYTES
from tests.web.attacks.upload_cases import chats, sent, taken, titles, zipped
from tests.web.web_cases import Web, form, over, serving


def test_row_31_members_with_names_that_lead_elsewhere_are_never_written(web: Web) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    names = ("../../slipped", "/tmp/slipped-absolute", "a\\..\\..\\slipped", "C:/slipped")
    data = zipped(*((name, b"slipped") for name in names), (link, b"/etc/passwd"), ("conversations.json", chats("Hi")))
    assert sent(web, "../../../slipped.zip", data)["state"] == "done"
    above = web.database.parent.parent
    assert not [path for path in above.rglob("*slipped*") if path.is_file()]
    assert not Path("/tmp/slipped-absolute").exists()
    assert titles(web.database) == ["Hi"]


def test_row_32_a_zip_bomb_is_refused_and_makes_no_database(tmp_path: Path) -> None:
    is_loaded, said = taken(tmp_path, ("bomb.zip", zipped(("conversations.json", b"[" + b" " * BOMB_BYTES))))
    assert not is_loaded
    assert "bomb.zip" in said


def test_row_33_a_directory_that_lies_is_an_error_in_a_sentence_or_does_not_matter(tmp_path: Path) -> None:
    data = bytearray(zipped(("conversations.json", chats("Hi")), compression=zipfile.ZIP_STORED))
    where = data.rindex(b"PK\x01\x02")
    data[where + 20 : where + 28] = b"\xff\xff\xff\x00\xff\xff\xff\x00"
    is_loaded, said = taken(tmp_path, ("lies.zip", bytes(data)))
    if is_loaded:
        assert titles(tmp_path / "chats.duckdb") == ["Hi"]
    else:
        assert "lies.zip" in said


@pytest.mark.parametrize("data", [b"PK\x03\x04 and nothing of a zip", b"<html>", b""], ids=["no zip", "html", "empty"])
def test_row_34_what_is_no_export_is_named(tmp_path: Path, data: bytes) -> None:
    is_loaded, said = taken(tmp_path, ("odd.zip", data))
    assert not is_loaded
    assert "odd.zip" in said


def test_row_38_an_upload_that_breaks_off_leaves_nothing_and_the_database_as_it_was(web: Web) -> None:
    body, headers = form(('name="file"; filename="conversations.json"', chats("Hi") * 1_000))
    assert sent(web, "conversations.json", chats("Before"))["state"] == "done"
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
            body, headers = form(('name="file"; filename="few.zip"', zipped(("conversations.json", chats("Before")))))
            job = web.ask("/api/loads", "POST", body, headers).json["job_id"]
            modes = {path: path.stat().st_mode for path in tmp_path.rglob("*") if path.exists()}
            over(web, job)
            assert sent(web, "conversations.json", chats("Hi"))["state"] == "done"
            modes |= {path: path.stat().st_mode for path in tmp_path.rglob("*")}
    finally:
        os.umask(before)
    assert len(modes) >= 4
    for path, mode in modes.items():
        assert stat.S_IMODE(mode) == (0o700 if stat.S_ISDIR(mode) else 0o600), path.name
