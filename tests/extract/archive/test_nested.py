"""Zips in zips: each that holds an export is one; what no real export does costs little and is named."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from etl.errors import ExportError
from etl.extract.archive import exports, nested
from tests.extract.reading_cases import conversation, dumped

DATA = dumped([conversation(1)])


def packed(**members: bytes) -> bytes:
    """A zip; of its members' names "__" is a slash and "_" a dot."""
    return of_method(zipfile.ZIP_DEFLATED, members)


def of_method(method: int, members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), data)
    return held.getvalue()


def given(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_zips_of_a_portal_are_exports_in_their_own_right(tmp_path: Path, method: int) -> None:
    chats = packed(conversations_json=DATA, user_json=b"{}")
    path = given(
        tmp_path / "chatgpt archive.zip",
        of_method(method, {"report_html": b"<html>", "User__Files_zip": packed(a_png=b"x"), "User__Talks_zip": chats}),
    )
    outer, inner = exports([path])
    assert (outer.is_rest, inner.path) == (True, path / "User" / "Talks.zip")
    for _ in range(2):
        with inner.conversations[0].open() as stream:
            assert stream.read() == DATA
    assert [member.name for member in inner.companions] == ["user.json"]
    assert outer.issues == inner.issues == []


def test_a_cut_zip_in_a_zip_gives_what_it_holds(tmp_path: Path) -> None:
    inner = packed(conversations_json=DATA, z_json=b"[]")
    _, found = exports([given(tmp_path / "x.zip", packed(part_zip=inner[: inner.index(b"PK\x01\x02")]))])
    with found.conversations[0].open() as stream:
        assert stream.read() == DATA
    assert [issue.reason for issue in found.issues] == ["broken zip"]


def test_zips_in_zips_without_end_are_left_and_named(tmp_path: Path) -> None:
    data = packed(conversations_json=DATA)
    for _ in range(30):
        data = packed(deeper_zip=data)
    with pytest.raises(ExportError) as caught:
        exports([given(tmp_path / "x.zip", data)])
    assert "it lies in more zips than any export; unpack it yourself" in str(caught.value)


def test_the_same_zip_again_and_again_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "MOST_ZIPS", 50)
    inner = packed(conversations_json=DATA)
    copies = {f"copy{number}_zip": inner for number in range(60)}
    outer, found = exports([given(tmp_path / "x.zip", packed(**copies))])
    assert found.conversations
    assert len(outer.issues) == 10


def test_more_bytes_than_an_export_has_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "SPARE", 100_000)
    bombs = {f"bomb{number}_zip": bytes(3_000_000) for number in range(20)}
    outer, found = exports([given(tmp_path / "x.zip", packed(a_zip=packed(conversations_json=DATA), **bombs))])
    assert found.conversations
    assert len(outer.issues) == 20
    assert all("more bytes than any export" in str(issue.detail) for issue in outer.issues)


def test_a_locked_zip_in_a_zip_is_named_with_its_next_step(tmp_path: Path) -> None:
    locked = bytearray(packed(conversations_json=DATA))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ExportError) as caught:
        exports([given(tmp_path / "x.zip", packed(part_zip=bytes(locked)))])
    assert "part.zip: a zip that cannot be read" in str(caught.value)
    assert "locked by a password; unpack it yourself" in str(caught.value)
