"""What is no export gets one sentence that names it and says what to do; broken zips give what they hold."""

import json
import zipfile
import zlib
from pathlib import Path
from random import Random
from typing import BinaryIO

import pytest

from etl.errors import ExportError
from etl.extract.archive import BrokenStreamError, Member, exports, zipped
from etl.extract.archive.shape import HEAD
from tests.extract.reading_cases import conversation, dumped, parted, readings

DATA = dumped([conversation(number, text=Random(number).randbytes(2000).hex()) for number in range(200)])


def _message(path: Path) -> str:
    with pytest.raises(ExportError) as caught:
        exports([path])
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    assert message.endswith(".")
    return message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty; download the export again"),
        (b" \n ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x00" * 500, "is empty"),
        (b" " * 3 * HEAD, "is empty"),
        (b" " * 3 * HEAD + b"<html>", "is a web page"),
        (b"\n <!DOCTYPE html><html>", "is a web page; give the zip"),
        (b"%PDF-1.7", "is a PDF; give the zip"),
        (b"\x1f\x8b\x08", "packed file of a kind other than zip; unpack it"),
        ("[]".encode("utf-16"), "UTF-16; save it as UTF-8"),
        (b"\x89PNG\r\n", "is not text"),
        (b"Dear diary", "is not JSON"),
    ],
)
@pytest.mark.parametrize("name", ["conversations.json", "x.zip", "folder/conversations.json"])
def test_what_is_no_export_is_named(tmp_path: Path, data: bytes, words: str, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    assert words in _message(path.parent if path.parent.name == "folder" else path)


def test_blanks_before_json_are_no_reason(tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_bytes(b" \n" * 3 * HEAD + b"[]")
    assert [member.name for member in exports([path])[0].conversations] == ["conversations.json"]


def test_a_web_page_inside_a_zip_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("conversations.json", "<html>")
    assert "conversations.json in" in _message(tmp_path / "x.zip")


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert "There is no" in _message(tmp_path / "nothing.zip")


def test_a_folder_without_conversations_is_named(tmp_path: Path) -> None:
    (tmp_path / "user.json").write_text("{}")
    assert "holds no conversations.json" in _message(tmp_path)


def test_an_empty_call_is_an_error() -> None:
    with pytest.raises(ExportError, match="Nothing holds"):
        exports([])


def test_a_zip_with_a_password_is_named(tmp_path: Path) -> None:
    path = _zipped(tmp_path, DATA)
    data = bytearray(path.read_bytes())
    data[_entry(data) + 8] |= 1
    path.write_bytes(data)
    assert "locked by a password; unpack it yourself" in _message(path)


def test_an_unknown_method_is_named(tmp_path: Path) -> None:
    path = _zipped(tmp_path, DATA)
    data = bytearray(path.read_bytes())
    data[_entry(data) + 10] = 9
    path.write_bytes(data)
    assert "packed by a method we cannot read" in _message(path)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "BOMB_BYTES", 1_000_000)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("conversations.json", b'["' + b"x" * 2_000_000 + b'"]')
    assert "to 2,000,004 bytes" in _message(path)
    monkeypatch.setattr(zipped, "BOMB_BYTES", 100_000_000)
    assert exports([path])


def _zipped(folder: Path, data: bytes, method: int = zipfile.ZIP_DEFLATED, *, streamed: bool = False) -> Path:
    """A zip with companions around the conversations; ``streamed`` puts sizes behind the bytes."""

    class Pipe:
        def __init__(self, file: BinaryIO) -> None:
            self.write, self.flush = file.write, file.flush

    path = folder / "x.zip"
    with path.open("wb") as raw, zipfile.ZipFile(Pipe(raw) if streamed else raw, "w", method) as file:  # type: ignore[call-overload]
        for name, content in (("user.json", b"{}"), ("conversations.json", data), ("z.json", b"[]")):
            file.writestr(name, content)
    return path


def _entry(data: bytes | bytearray) -> int:
    """Where the table of contents speaks of the conversations."""
    return data.index(b"conversations.json", data.index(b"PK\x01\x02")) - 46


def _read(member: Member) -> tuple[bytes, bool]:
    """Everything a member gives, and whether it broke."""
    parts = []
    with member.open() as stream:
        try:
            while part := stream.read(5000):
                parts.append(part)
        except BrokenStreamError:
            return b"".join(parts), True
    return b"".join(parts), False


@pytest.mark.parametrize(
    ("method", "streamed"),
    [(zipfile.ZIP_STORED, False), (zipfile.ZIP_DEFLATED, False), (zipfile.ZIP_DEFLATED, True)],
)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_download_gives_what_it_holds(tmp_path: Path, method: int, streamed: bool, share: float) -> None:
    whole = _zipped(tmp_path, DATA, method, streamed=streamed).read_bytes()
    (tmp_path / "x.zip").write_bytes(whole[: int(len(whole) * share)])
    [export] = exports([tmp_path / "x.zip"])
    assert [issue.reason for issue in export.issues] == ["broken zip"]
    several = "" if len(export.members) == 1 else "s"
    assert export.issues[0].detail == f"{len(export.members)} member{several} found without its end"
    data, is_broken = _read(export.conversations[0])
    assert DATA.startswith(data)
    assert is_broken
    assert len(data) > len(DATA) * (share - 0.05)


@pytest.mark.parametrize("streamed", [False, True])
def test_a_zip_that_lost_only_its_table_of_contents_gives_every_member(tmp_path: Path, streamed: bool) -> None:
    whole = _zipped(tmp_path, DATA, streamed=streamed).read_bytes()
    (tmp_path / "x.zip").write_bytes(whole[: whole.index(b"PK\x01\x02")])
    [export] = exports([tmp_path / "x.zip"])
    found = {member.name: _read(member) for member in export.members}
    assert found == {
        "conversations.json": (DATA, False),
        "user.json": (b"{}", False),
        "z.json": (b"[]", False),
    }
    assert [member.bytes for member in export.members] == [len(DATA), 2, 2]


def test_a_broken_zip_with_nothing_in_it_is_named(tmp_path: Path) -> None:
    whole = _zipped(tmp_path, DATA).read_bytes()
    (tmp_path / "x.zip").write_bytes(whole[:50])
    assert "broken zip" in _message(tmp_path / "x.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_member_gives_what_came_before_the_damage(tmp_path: Path, method: int) -> None:
    path = _zipped(tmp_path, DATA, method)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = b"\xff" * 40
    path.write_bytes(data)
    [export] = exports([path])
    content, is_broken = _read(export.conversations[0])
    assert is_broken
    with export.conversations[0].open() as stream:
        cuts, issues = parted(stream)
    found = [piece.content for reading in readings(cuts) for piece in reading.slices]
    assert found[:80] == json.loads(DATA)[:80]
    assert issues[-1].reason == "file is broken"
    assert zlib.crc32(content) != zlib.crc32(DATA)


def test_a_wrong_checksum_alone_costs_nothing_and_is_told(tmp_path: Path) -> None:
    path = _zipped(tmp_path, DATA)
    data = bytearray(path.read_bytes())
    data[_entry(data) + 16] ^= 1
    path.write_bytes(data)
    [export] = exports([path])
    assert _read(export.conversations[0]) == (DATA, True)
