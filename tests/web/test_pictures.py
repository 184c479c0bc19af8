"""Pictures of a chat come out of the export that they were loaded from, while it is there, and are nothing else."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from etl.state import export_places
from etl.state.file import state_path
from etl.web.data import pictures
from tests.chatgpt_export import chain, said
from tests.export.export_cases import loaded
from tests.web.chat_cases import export, picture, png
from tests.web.test_chat import CHAT
from tests.web.web_cases import Web, serving

KEY = {"provider": "chatgpt", "account_id": "default", "conversation_id": "show"}


def address(node: str, ordinal: int = 0) -> str:
    return f"/conversations/picture?{urlencode({**KEY, 'node': node, 'ordinal': ordinal})}"


def test_pictures_are_shown_and_lost_ones_are_cards(show: Web) -> None:
    text = show.ask(CHAT).text
    found = [source.replace("&amp;", "&") for source in re.findall(r'<img src="(/conversations/picture[^"]*)"', text)]
    assert found == [address("n0"), address("n8")]
    answer = show.ask(found[0])
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "image/png", png(480, 320))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert 'Generated picture</b> <span class="muted">1,024 × 1,024 pixels · 2.0 KB</span>' in text
    assert text.count("<summary>Prompt</summary>") == 2
    assert show.ask(address("n9")).status == show.ask(address("n0", 7)).status == 404
    assert show.ask(address("n0"), bearer=False).status == 401


def test_a_picture_is_gone_with_its_export_and_with_another_in_its_place(tmp_path: Path) -> None:
    file = export(tmp_path)
    with serving(loaded(tmp_path, str(file)), api_rate=1000.0) as web:
        with zipfile.ZipFile(file, "w") as other:
            other.writestr("file-photo1-harbour.png", png(1, 1))
        assert web.ask(address("n0")).status == 404
        file.unlink()
        assert web.ask(address("n0")).status == 404
        assert "<img src=" not in web.ask(CHAT).text.split("<main")[1]


TRICKS: dict[str, bytes] = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "nothing": b"",
    "pdf": b"%PDF-1.7",
}


@pytest.mark.parametrize("kind", TRICKS)
def test_what_is_no_picture_is_not_served_whatever_its_name(tmp_path: Path, kind: str) -> None:
    file = _export(tmp_path, {"file-photo1-x.png": TRICKS[kind]})
    with serving(loaded(tmp_path, str(file)), api_rate=1000.0) as web:
        assert web.ask(address("n0")).status == 404


def test_a_bomb_of_a_picture_is_not_unpacked(tmp_path: Path) -> None:
    file = _export(tmp_path, {"file-photo1-x.png": png(1, 1) + b"\0" * 40_000_000})
    with serving(loaded(tmp_path, str(file)), api_rate=1000.0) as web:
        assert web.ask(address("n0")).status == 404


@pytest.mark.parametrize("is_same", [True, False])
def test_the_digest_that_an_export_tells_is_checked(tmp_path: Path, is_same: bool) -> None:
    from hashlib import sha256

    data = png(3, 3)
    digest = sha256(data if is_same else b"other").hexdigest()
    listed = [{"file_id": "file-photo1", "file_size_bytes": len(data), "sha256_digest": digest}]
    file = _export(tmp_path, {"file-photo1.dat": data, "library_files.json": json.dumps(listed).encode()})
    with serving(loaded(tmp_path, str(file)), api_rate=1000.0) as web:
        assert web.ask(address("n0")).status == (200 if is_same else 404)


def test_a_folder_serves_its_own_files_alone(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(export(tmp_path)) as archive:
        archive.extractall(folder)
    with serving(loaded(tmp_path, str(folder)), api_rate=1000.0) as web:
        assert web.ask(address("n0")).body == png(480, 320)
        inside = folder / "file-photo1-harbour.png"
        (tmp_path / "outside.png").write_bytes(inside.read_bytes())
        inside.unlink()
        inside.symlink_to(tmp_path / "outside.png")
        assert web.ask(address("n0")).status == 404


def test_the_database_tells_nobody_where_exports_lie(tmp_path: Path) -> None:
    file = export(tmp_path)
    database = loaded(tmp_path, str(file))
    assert list(export_places.known(database).values()) == [file]
    assert str(tmp_path).encode() not in database.read_bytes()
    assert state_path(database).stat().st_mode & 0o777 == 0o600


def _export(folder: Path, files: dict[str, bytes]) -> Path:
    """A chat with one picture, and files beside it."""
    path = folder / "export.zip"
    content: dict[str, Any] = {"content_type": "multimodal_text", "parts": [picture("file-photo1", 1, 1), "See."]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        chat = chain(said("user", content), id="show", conversation_id="show", title="Picture")
        archive.writestr("conversations.json", json.dumps([chat]))
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("packed", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_member_is_no_picture(tmp_path: Path, packed: int) -> None:
    path, data = tmp_path / "export.zip", bytes(range(256)) * 400
    with zipfile.ZipFile(path, "w", packed) as archive:
        archive.writestr("a.png", b"\x89PNG\r\n\x1a\n" + data)
        start = archive.infolist()[0].header_offset + 30 + len("a.png")
        length = archive.infolist()[0].compress_size
    damaged = bytearray(path.read_bytes())
    damaged[start + 12 : start + length] = b"\xff" * (length - 12)
    path.write_bytes(damaged)
    assert pictures.picture(pictures.Place(path, "a.png", None, None)) is None
