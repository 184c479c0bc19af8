"""The table of assets inside chat.html."""

import io
import json
from typing import Any

import pytest

from etl.extract.archive import Member
from etl.rows.companions import File
from etl.transform.providers import chatgpt
from etl.transform.providers.chatgpt import asset_names

TABLE = {
    "file-service://file-abc": "file-abc-photo {1}.png",
    "sediment://file_00ff": {"path": "user-1/file_00ff-sanitized.jpg", "size_bytes": 12},
}
NAMES = {"file-abc": "photo {1}.png", "file_00ff": "sanitized.jpg"}


def html(table: Any, before: str = "") -> bytes:
    return f"<script>{before}\nvar assetsJson = {json.dumps(table)};\nvar x = 1;</script>".encode()


def found(data: bytes) -> dict[str, str | None]:
    return {row.file_id: row.file_name for row in asset_names.of_page(io.BytesIO(data)) if isinstance(row, File)}


def members(*names: str, data: bytes = b"") -> list[Member]:
    return [Member(name, len(data), False, lambda: io.BytesIO(data)) for name in names]


def test_the_table_gives_the_names_of_files() -> None:
    assert found(html(TABLE)) == NAMES


def test_a_table_quoted_in_a_chat_is_not_taken_for_the_real_one() -> None:
    chats = [{"text": 'var assetsJson = {"a": 1}'}, {"text": "var assetsJson = {}"}, {"text": "var assetsJson = {{"}]
    assert found(html(TABLE, f"var jsonData = {json.dumps(chats)};")) == NAMES


@pytest.mark.parametrize("around", [-300, -20, -8, -1, 0, 1, 20])
def test_a_table_across_the_pieces_of_reading_is_found(around: int) -> None:
    padding = " " * (asset_names._PIECE - len("<script>\n") + around)
    assert found(html(TABLE, padding)) == NAMES


def test_a_long_table_is_read_whole_and_a_cut_one_not_at_all() -> None:
    long = {f"file-service://file-{place}": "x" * 500 for place in range(5000)}
    assert len(found(html(long))) == 5000
    assert found(html(long)[:-100_000]) == {}


def test_a_table_beyond_the_limit_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asset_names, "MOST_BYTES", 1000)
    assert found(html({"file-service://file-1": "x" * 3_000_000})) == {}


@pytest.mark.parametrize(
    ("others", "is_read"),
    [
        (["file-abc-photo.png"], True),
        (["user-1/picture.png"], True),
        (["dalle-generations/file-1.webp"], True),
        (["3f.dat"], True),
        ([], False),
        (["sora.json"], False),
        (["3f.dat", "library_files.json"], False),
    ],
)
def test_the_page_is_read_only_where_assets_have_no_other_names(others: list[str], is_read: bool) -> None:
    export = [*members("chat.html", data=html(TABLE)), *members(*others, data=b"[]")]
    read = {member.name: rows for member, rows in chatgpt.companions(export)}
    assert ("chat.html" in read) is is_read
