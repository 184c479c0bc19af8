"""The attack table of the web app, row 34: archives that are locked, wide, nested, doubled or of a million members."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.web.attacks.upload_cases import chats, sent, taken, titles, zipped
from tests.web.web_cases import Web

_END_64, _WHERE_64, _END = "<4sQ2H2I4Q", "<4sIQI", "<4s4H2IH"
_WIDE = 0xFFFFFFFF


def test_row_34_a_zip_with_a_password_is_named_and_nothing_is_loaded(web: Web) -> None:
    data = _locked("conversations.json", chats("Hi"), b"secret")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("conversations.json", b"secret") == chats("Hi"), "it is a zip like any other"
    told = sent(web, "locked.zip", data)
    assert told["state"] == "failed"
    assert told["message"] == "locked.zip is locked by a password; unpack it yourself and load the folder."
    assert not web.database.exists()


def test_row_34_a_zip_in_its_wide_form_is_loaded_like_any_other(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("conversations.json", "w", force_zip64=True) as member:
            member.write(chats("Hi", "Ho"))
        archive.writestr("user.json", b"{}")
    narrow = packed.getvalue()
    index = narrow.index(b"PK\x01\x02")
    data = narrow[:index] + _table(narrow[index : narrow.rindex(b"PK\x05\x06")], 2, index)
    assert struct.unpack_from("<I", data, 18) == (_WIDE,)
    assert taken(tmp_path, ("wide.zip", data))[0]
    assert titles(tmp_path / "chats.duckdb") == ["Hi", "Ho"]


def test_row_34_a_zip_in_a_zip_is_loaded(tmp_path: Path) -> None:
    outer = zipped(("export.zip", zipped(("conversations.json", chats("Hi")))))
    assert taken(tmp_path, ("outer.zip", outer))[0]
    assert titles(tmp_path / "chats.duckdb") == ["Hi"]


def test_row_34_a_hundred_zips_in_one_another_are_not_unpacked(tmp_path: Path) -> None:
    data = zipped(("conversations.json", chats("Hi")))
    for _ in range(100):
        data = zipped(("deeper.zip", data))
    is_loaded, said = taken(tmp_path, ("deep.zip", data))
    assert not is_loaded
    assert "it lies in more zips than any export; unpack it yourself" in said


def test_row_34_all_conversation_files_of_one_zip_are_loaded_though_two_have_one_name(tmp_path: Path) -> None:
    names = ("conversations.json", "conversations.jsom", "copy/conversations.json")
    files = [chats(title).replace(b'"c0"', b'"%b"' % title.encode()) for title in ("One", "Three", "Two")]
    data = zipped(*zip(names, files, strict=True)).replace(b"conversations.jsom", b"conversations.json")
    assert taken(tmp_path, ("two.zip", data))[0]
    assert titles(tmp_path / "chats.duckdb") == ["One", "Three", "Two"]


def test_row_34_twenty_thousand_members_beside_the_conversations_are_borne(tmp_path: Path) -> None:
    assert taken(tmp_path, ("many.zip", _crowded(20_000)))[0]
    assert titles(tmp_path / "chats.duckdb") == ["Hi"]


@pytest.mark.slow
def test_row_34_a_million_members_are_more_than_an_export_has(web: Web) -> None:
    told = sent(web, "million.zip", _crowded(1_000_000))
    assert told["state"] == "failed"
    assert told["message"] == "million.zip lists 1,000,001 files, as no real export does; download the export again."
    assert not web.database.exists()


def _locked(name: str, data: bytes, password: bytes) -> bytes:
    """A zip of one member under PKWARE's first cipher (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    step = [zlib.crc32(bytes((byte,)), _WIDE) ^ _WIDE for byte in range(256)]

    def crc(before: int, byte: int) -> int:
        return before >> 8 ^ step[(before ^ byte) & 0xFF]

    def mix(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & _WIDE
        keys[2] = crc(keys[2], keys[1] >> 24)

    def hidden(byte: int) -> int:
        key = keys[2] & 0xFFFF | 2
        mixed = byte ^ (key * (key ^ 1) >> 8 & 0xFF)
        mix(byte)
        return mixed

    for byte in password:
        mix(byte)
    check = zlib.crc32(data)
    body = bytes(hidden(byte) for byte in [*range(11), check >> 24, *data])
    head = struct.pack("<5H3I2H", 20, 1, 0, 0, 33, check, len(body), len(data), len(name), 0)
    listed = struct.pack("<H", 20) + head + struct.pack("<3H2I", 0, 0, 0, 0, 0) + name.encode()
    local = b"PK\x03\x04" + head + name.encode() + body
    index = b"PK\x01\x02" + listed
    return local + index + struct.pack(_END, b"PK\x05\x06", 0, 0, 1, 1, len(index), len(local), 0)


def _crowded(number: int) -> bytes:
    """A zip of one chat whose table of contents names ``number`` members more, all of them empty and at one place."""
    real = zipped(("conversations.json", chats("Hi")))
    index = real.index(b"PK\x01\x02")
    fixed = b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 33, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0)
    crowd = b"".join(b"%b%07d" % (fixed, member) for member in range(number))
    return real[:index] + _table(real[index : real.index(b"PK\x05\x06")] + crowd, number + 1, index)


def _table(listed: bytes, number: int, at: int) -> bytes:
    """A table of contents of ``number`` members, with the ends of a zip that is too wide for 32 bits."""
    size = len(listed)
    end_64 = struct.pack(_END_64, b"PK\x06\x06", 44, 45, 45, 0, 0, number, number, size, at)
    where_64 = struct.pack(_WHERE_64, b"PK\x06\x07", 0, at + size, 1)
    end = struct.pack(_END, b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, _WIDE, _WIDE, 0)
    return listed + end_64 + where_64 + end
