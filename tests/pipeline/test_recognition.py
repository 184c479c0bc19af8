"""Every file that is given is read or named: under any name, in any packing, beside anything."""

import json
import os
import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from etl.errors import ExportError
from etl.extract.archive import CHATS, Export, Member, exports
from etl.extract.archive.left_out import (
    CLOSED,
    ICLOUD,
    LINK,
    LOCKED,
    LOST_LINK,
    NESTED,
    NO_FILE,
    PACKED,
    UNFINISHED,
    UNKNOWN_CHATS,
    WIDE,
)
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.pipeline.recognition import BEGINNING, looker
from etl.pipeline.sources import sources
from etl.rows.loads import Issue, LoadFile
from etl.transform.providers.registry import OURS
from tests.chatgpt_export import chain, said

LOOK = looker(OURS)
CHATGPT = [chain(said("user", "Hi"))]
CLAUDE: Any = [{"uuid": "u1", "name": "", "chat_messages": [{"uuid": "m", "sender": "human", "text": "Hi"}]}]
FOREIGN = {"metadata": {"title": "T"}, "messages": [{"role": "human", "say": "Hi"}]}


def told(path: Path) -> tuple[set[str], dict[str, str]]:
    """The files read as conversations, and what was left out, by name."""
    found = sources(exports([path], LOOK), None, {}, OURS)
    rows = [row for source in found for _, row in source.rows]
    read = {row.member for row in rows if isinstance(row, LoadFile) and row.treatment == "conversations"}
    named = {row.member: row.reason for row in rows if isinstance(row, Issue) and row.reason.startswith("left out: ")}
    return read, {str(name): reason.removeprefix("left out: ") for name, reason in named.items()}


def write(path: Path, members: Mapping[str, object]) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for name, value in members.items():
            file.writestr(name, json.dumps(value))


def seen(data: bytes) -> str | Member | None:
    return LOOK(Member("x.json", len(data), False, lambda: BytesIO(data)))


@pytest.mark.parametrize(
    "name",
    [
        *("conversations (1).json", "conversations(2).json", "conversations 2.json", "conversations_003.json"),
        *("conversations-4.json", "CONVERSATIONS.JSON", "conversations.json.txt", "conversations copy.json"),
        *("conversations - Copy (2).json", "conversations-000 (1).json", "conversations — Kopie.json"),
        *("My chat.json", "chat.txt", "download", "saved.jsonl", "sub/deep/chats.json"),
    ],
)
@pytest.mark.parametrize("way", ["folder", "zip"])
def test_conversations_are_read_under_any_name(tmp_path: Path, name: str, way: str) -> None:
    given = tmp_path / ("x.zip" if way == "zip" else "in")
    chats = {"conversations.json": CLAUDE, name: CHATGPT}
    if way == "zip":
        write(given, chats)
    for other, value in chats.items() if way == "folder" else ():
        (given / other).parent.mkdir(parents=True, exist_ok=True)
        (given / other).write_text(json.dumps(value), "utf-8")
    assert told(given)[0] == {name, "conversations.json"}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (CHATGPT, CHATS),
        (CHATGPT[0], CHATS),
        ({"version": 1, "conversations": CHATGPT}, CHATS),
        (CLAUDE, CHATS),
        ({"conversation_id": "w", "current_node": "a", "messages": []}, CHATS),
        ([FOREIGN], UNKNOWN_CHATS),
        ({"conversations": [{"id": 1, "messages": [{"role": "user", "text": "Hi"}]}]}, UNKNOWN_CHATS),
        ([{"conversations": [{"from": "human", "value": "Hi"}]}], UNKNOWN_CHATS),
        ({"messages": [{"author": {"role": "user"}, "content": {"parts": ["Hi"]}}], "page_info": {}}, UNKNOWN_CHATS),
        ([{"prompt": "Hi", "response": "Ho"}], UNKNOWN_CHATS),
        ([{"id": "s", "conversation_id": "c", "title": "A link", "is_anonymous": True}], None),
        ({"name": "x", "dependencies": {"a": "1"}}, None),
        ([], None),
        ([[["deep"]]], None),
        ("text", None),
    ],
)
def test_what_a_file_holds_is_seen_by_its_shape(value: object, kind: str | None) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=2), "\ufeff" + json.dumps(value)):
        assert seen(text.encode()) == kind
    if isinstance(value, list | dict):
        assert seen(json.dumps(value).encode("utf-16")) == (WIDE if kind else None)


def test_a_conversation_larger_than_what_is_looked_at_is_seen(tmp_path: Path) -> None:
    long = chain(said("user", "Hi"))
    long["mapping"]["big"] = {"message": {"content": {"parts": ["x" * 2 * BEGINNING]}}}
    assert seen(json.dumps([long]).encode()) == CHATS


@pytest.mark.parametrize("blanks", [BEGINNING - 1, BEGINNING, 3 * BEGINNING + 5])
def test_blanks_before_a_conversation_are_passed_over(blanks: int) -> None:
    data = b" " * blanks + json.dumps(CHATGPT).encode()
    assert LOOK(Member("x.json", len(data), False, lambda: BytesIO(data))) == CHATS
    assert LOOK(Member("x.json", blanks, False, lambda: BytesIO(b" " * blanks))) is None


@pytest.mark.parametrize("data", [b"", b"[", b"{", b'{"a', b"\xff" * 100, b"[" * 100_000, b'{"a":' * 100_000, b"nul"])
def test_what_is_no_json_is_nothing(data: bytes) -> None:
    assert seen(data) is None


def _linked(path: Path) -> None:
    (path.parent / "elsewhere").mkdir()
    path.symlink_to(path.parent / "elsewhere")


def _locked(path: Path) -> None:
    write(path, {"conversations.json": CHATGPT})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


MAKERS: Mapping[str, tuple[Callable[[Path], object], str]] = {
    ".export.zip.icloud": (lambda path: path.write_bytes(b"bplist00"), ICLOUD),
    "export.zip.crdownload": (lambda path: path.write_bytes(b"PK\x03\x04"), UNFINISHED),
    "Unconfirmed 48210.crdownload": (lambda path: path.write_bytes(b"PK"), UNFINISHED),
    "conversations.json.part": (lambda path: path.write_bytes(b"["), UNFINISHED),
    "chats.7z": (lambda path: path.write_bytes(b"7z\xbc\xaf"), PACKED),
    "chats.tar.gz": (lambda path: path.write_bytes(b"\x1f\x8b"), PACKED),
    "theirs.json": (lambda path: path.write_text(json.dumps(FOREIGN)), UNKNOWN_CHATS),
    "wide.json": (lambda path: path.write_bytes(json.dumps(CHATGPT).encode("utf-16")), WIDE),
    "link": (_linked, LINK),
    "gone.jsonl": (lambda path: path.symlink_to("nowhere"), LOST_LINK),
    "round.jsonl": (lambda path: path.symlink_to("round.jsonl"), LOST_LINK),
    "gone.zip": (lambda path: path.symlink_to("nowhere.zip"), LOST_LINK),
    "locked.zip": (_locked, NESTED),
}


@pytest.mark.parametrize("name", MAKERS)
def test_what_cannot_be_read_is_named_with_its_next_step(tmp_path: Path, name: str) -> None:
    make, what = MAKERS[name]
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / name)
    with pytest.raises(ExportError) as caught:
        exports([tmp_path / "in"], LOOK)
    assert f"but {name}: {what}; " in str(caught.value)
    assert str(caught.value).count("\n") == 0
    (tmp_path / "in" / "conversations.json").write_text(json.dumps(CHATGPT), "utf-8")
    assert told(tmp_path / "in") == ({"conversations.json"}, {name: what})


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files in folders")
@pytest.mark.parametrize("name", ["s2.jsonl", "deep/conversations.json", "x.zip", "endless.jsonl"])
def test_what_is_no_file_is_not_opened_and_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    if name.startswith("endless"):
        (tmp_path / name).symlink_to("/dev/zero")
    else:
        os.mkfifo(tmp_path / name)
    with pytest.raises(ExportError, match=f"but {name}: a pipe, device or socket; save "):
        exports([tmp_path], LOOK)
    (tmp_path / "conversations.json").write_text(json.dumps(CHATGPT), "utf-8")
    assert told(tmp_path) == ({"conversations.json"}, {name: NO_FILE})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="no folder is closed to root")
def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "conversations.json").write_text(json.dumps(CHATGPT), "utf-8")
    (tmp_path / "closed").mkdir(0o000)
    assert told(tmp_path) == ({"conversations.json"}, {"closed": CLOSED})


def test_every_file_of_a_folder_is_read_or_listed(tmp_path: Path) -> None:
    names = ["a.png", "photos.zip", "deep/er/x.json", "one/conversations.json", "two/conversations.json", "odd/b.pdf"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps(CHATGPT) if "conv" in name else "{}", "utf-8")
    write(tmp_path / "photos.zip", {"beach.json": {}})
    found = sources(exports([tmp_path], LOOK), None, {}, OURS)
    files = [row for source in found for _, row in source.rows if isinstance(row, LoadFile)]
    assert sorted(f"{row.export}/{row.member}" for row in files) == sorted(
        [
            *(f"{tmp_path.name}/{name}" for name in names if "conv" not in name),
            *(name for name in names if "conv" in name),
        ]
    )


def test_a_locked_file_of_json_in_a_zip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    write(path, {"conversations.json": CHATGPT, "more.json": CHATGPT})
    data = bytearray(path.read_bytes())
    data[data.index(b"more.json", data.index(b"PK\x01\x02")) - 46 + 8] |= 1
    path.write_bytes(data)
    assert told(path) == ({"conversations.json"}, {"more.json": LOCKED})


def test_a_page_is_read_where_it_is_all_there_is_and_marked(tmp_path: Path) -> None:
    page = f"<html><script>var jsonData = {json.dumps(CHATGPT)};\nvar assetsJson = {{}};</script></html>"
    (tmp_path / "chat.html").write_text(page, "utf-8")

    def reasons(path: Path) -> list[str]:
        found: list[Export] = exports([path], LOOK)
        assert sum(len(export.conversations) for export in found) == 1
        return [issue.reason for export in found for issue in export.issues]

    assert reasons(tmp_path) == reasons(tmp_path / "chat.html") == ["read from a web page"]
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("chat.html", page)
    assert reasons(tmp_path / "x.zip") == ["read from a web page"]
    (tmp_path / "x.zip").unlink()
    (tmp_path / "conversations.json").write_text(json.dumps(CHATGPT), "utf-8")
    assert reasons(tmp_path) == []


@pytest.mark.parametrize("value", [FOREIGN, [FOREIGN], {"conversations": [FOREIGN]}])
def test_chats_of_others_alone_are_one_sentence_with_a_next_step(tmp_path: Path, value: object) -> None:
    (tmp_path / "theirs.json").write_text(json.dumps(value), "utf-8")
    with pytest.raises(ExportError) as caught:
        load([tmp_path / "theirs.json"], Options(tmp_path / "c.duckdb", jobs=1), lambda *_: None)
    assert str(caught.value) == (
        "theirs.json holds no conversation that can be read (not a conversation of a kind we know); "
        "load the provider's own export instead."
    )


@pytest.mark.parametrize(
    "name", ["user (1).json", "user 2.json", "USER(12).json", "user copy.json", "user - Copy (2).json"]
)
def test_what_stands_beside_is_known_under_a_browsers_name_too(tmp_path: Path, name: str) -> None:
    (tmp_path / "conversations.json").write_text(json.dumps(CHATGPT), "utf-8")
    (tmp_path / name).write_text('{"id": "user-1"}', "utf-8")
    (source,) = sources(exports([tmp_path], LOOK), None, {}, OURS)
    assert source.account_id == "user-1"
