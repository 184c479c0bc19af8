"""Of any folder, whatever lies in it and however deep it is packed, every file is read, listed or named."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import ExportError
from etl.extract.archive import exports
from etl.pipeline.sources import sources
from etl.rows.loads import Issue, LoadFile
from etl.transform.providers.registry import OURS
from tests.pipeline.test_recognition import CHATGPT, CLAUDE, FOREIGN, LOOK

POOL: Mapping[str, bytes] = {
    "conversations.json": json.dumps(CHATGPT).encode(),
    "chats (1).json": json.dumps(CLAUDE).encode(),
    "theirs.json": json.dumps(FOREIGN).encode(),
    "cut.json": json.dumps(CHATGPT).encode()[:60],
    "package.json": b'{"name": "x"}',
    "chat.html": b"<html><script>var jsonData = " + json.dumps(CHATGPT).encode() + b";</script>",
    "a.png": b"\x89PNG",
    "b.zip.part": b"PK",
    "empty": b"",
    "user.json": b'{"id": "user-1"}',
}
TREES: st.SearchStrategy[Any] = st.recursive(
    st.lists(st.sampled_from(sorted(POOL)), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from(["x", "y.zip", "z-000", "Ü ber.ZIP"]), inner, max_size=2),
    max_leaves=5,
)


def _packed(tree: Any) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, data in _flat(tree):
            file.writestr(name, data)
    return held.getvalue()


def _flat(tree: Any, above: str = "") -> list[tuple[str, bytes]]:
    """The files of a tree, its zips packed; what they are called from the top on."""
    if isinstance(tree, list):
        return [(above + name, POOL[name]) for name in dict.fromkeys(tree)]
    pairs: list[tuple[str, bytes]] = []
    for name, inner in tree.items():
        is_zip = name.lower().endswith(".zip")
        pairs += [(above + name, _packed(inner))] if is_zip else _flat(inner, f"{above}{name}/")
    return pairs


@settings(max_examples=40, deadline=None)
@given(tree=TREES)
def test_of_any_folder_every_file_is_read_listed_or_named(tree: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tree")
    for name, data in _flat(tree):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    said = ""
    try:
        found = exports([folder], LOOK)
    except ExportError as error:
        said, found = str(error), []
    if not found:
        assert "\n" not in said
        assert not any(data == POOL["conversations.json"] for _, data in _flat(tree))
        return
    rows = [row for source in sources(found, None, {}, OURS) for _, row in source.rows]
    files = {row.member: row.treatment for row in rows if isinstance(row, LoadFile)}
    named = {row.member for row in rows if isinstance(row, Issue)}
    given_names = {name.rpartition("/")[2] for name, data in _flat(tree) if not data.startswith(b"PK\x03")}
    assert given_names <= {str(name).rpartition("/")[2] for name in files}
    assert {name for name in files if name.endswith("theirs.json")} <= named
    chats = ("conversations.json", "chats (1).json")
    assert {treatment for name, treatment in files.items() if name.endswith(chats)} <= {"conversations"}
