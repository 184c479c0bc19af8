"""Several paths in one call: each gives something, or is named."""

from pathlib import Path

import pytest

from etl.errors import ExportError
from etl.extract.archive import exports
from tests.extract.reading_cases import conversation, dumped

DATA = dumped([conversation(1)])


def test_a_folder_without_conversations_is_named_beside_one_with_some_too(tmp_path: Path) -> None:
    for name, file in (("chats", "conversations.json"), ("saved", "talk.json")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_bytes(DATA)
    with pytest.raises(ExportError, match=r"saved holds no conversations\.json"):
        exports([tmp_path / "chats", tmp_path / "saved"])


def test_an_unpacked_part_without_conversations_is_kept_beside_one_with_some(tmp_path: Path) -> None:
    for name in ("conversations", "projects"):
        (tmp_path / f"{name}-000").mkdir()
        (tmp_path / f"{name}-000" / f"{name}.json").write_bytes(DATA)
    found = exports([tmp_path / "conversations-000", tmp_path / "projects-000"])
    assert [[member.name for member in export.members] for export in found] == [
        ["conversations.json"],
        ["projects.json"],
    ]
