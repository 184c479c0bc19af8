"""What a person sent in a chat of the design product: each message once, also what was typed within an answer."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.transform.providers import claude
from tests.claude_export import packed, said, talk

TYPED = {"id": "i1", "role": "user", "content": "Make it blue.", "timestamp": "2026-09-01T10:00:30Z"}
WORK: list[Any] = [
    {"type": "text", "text": "I draw."},
    {"type": "tool_call", "toolCall": {"id": "t", "name": "write_file", "input": {"path": "a"}, "output": "ok"}},
    {"type": "user_interjection", "message": TYPED},
    {"type": "text", "text": "Blue now."},
]


def sent(name: str, words: str = "Draw.", **more: Any) -> dict[str, Any]:
    return {"uuid": name, "role": "user", "created_at": "2026-09-01T10:00:00Z", "content": {"content": words, **more}}


def made(*blocks: Any, words: str = "", **more: Any) -> dict[str, Any]:
    held = {"content": words, "contentBlocks": list(blocks), **more}
    return {"uuid": "m2", "role": "assistant", "created_at": "2026-09-01T10:01:00Z", "content": held}


def chat(*messages: dict[str, Any]) -> dict[str, Any]:
    head = {"uuid": "d1", "title": "Chat", "project": {"uuid": "p1", "name": "Hall"}}
    return {
        **head,
        "created_at": "2026-09-01T10:00:00Z",
        "updated_at": "2026-09-01T10:02:00Z",
        "messages": list(messages),
    }


def counted(tmp_path: Path, *messages: dict[str, Any]) -> tuple[int, int, list[str]]:
    """Messages a person sent, answers, and what the views hold as typed."""
    design = chat(*messages)
    other = talk(said("human", "Hi"), said("assistant", "Ho"))
    export = packed(tmp_path / "export.zip", conversations=[other], design_chats__d1=design)
    database = tmp_path / "chats.duckdb"
    load([export], Options(database, zone="UTC"), lambda *_: None)
    assert verify(database, [export]).is_complete
    with duckdb.connect(str(database), read_only=True) as connection:
        asked = "select user_messages, answers from v1.conversations where conversation_id = 'd1'"
        ((users, answers),) = connection.execute(asked).fetchall()
        asked = """select text from v1.messages
            where conversation_id = 'd1' and is_user_message and not is_hidden order by tour_in"""
        return users, answers, [words for (words,) in connection.execute(asked).fetchall()]


def test_what_was_typed_while_the_model_worked_is_a_message_of_the_person(tmp_path: Path) -> None:
    assert counted(tmp_path, sent("m1"), made(*WORK)) == (2, 1, ["Draw.", "Make it blue."])


def test_what_stands_as_a_message_of_its_own_as_well_is_one(tmp_path: Path) -> None:
    own = sent("i1", "Make it blue.")
    assert counted(tmp_path, sent("m1"), made(*WORK), own) == (2, 1, ["Draw.", "Make it blue."])


@pytest.mark.parametrize("copies", [2, 3])
def test_a_message_that_is_stored_again_is_one_with_the_files_of_all(tmp_path: Path, copies: int) -> None:
    rows = [sent(f"m{n}", id="k", attachments=[{"type": "image", "name": f"{n}.png"}]) for n in range(copies)]
    assert counted(tmp_path, *rows) == (1, 0, ["Draw."])
    found = claude.flatten(chat(*rows))
    assert len([row for row in found.details if getattr(row, "file_name", None)]) == copies
    assert found.drops == {"the same message again": copies - 1}


def test_two_messages_of_the_same_words_are_two(tmp_path: Path) -> None:
    assert counted(tmp_path, sent("m1", id="a"), sent("m3", id="b"))[0] == 2


def test_what_automations_sent_is_no_message_of_a_person(tmp_path: Path) -> None:
    rows = (sent("m1"), sent("m3", "Continuing.", pill=True))
    assert counted(tmp_path, *rows) == (1, 0, ["Draw."])


def test_a_carried_summary_is_context(tmp_path: Path) -> None:
    assert counted(tmp_path, sent("m1"), made(words="So far.", kind="chat-summary")) == (1, 0, ["Draw."])


def test_the_text_of_what_was_attached_is_kept_and_is_no_typed_words() -> None:
    found = claude.flatten(chat(sent("m1", attachments=[{"type": "text", "name": "notes", "content": "Old walls"}])))
    assert [(row.text, row.is_hidden) for row in found.messages] == [("Old walls", True), ("Draw.", False)]


def test_a_chat_is_of_who_wrote_most_of_it_and_named_by_its_project() -> None:
    rows = [sent("m1", authorAccountUuid="a"), sent("m2", authorAccountUuid="b"), sent("m3", authorAccountUuid="b")]
    assert claude.owner(chat(*rows)) == "b"
    assert claude.flatten(chat(*rows)).conversation.title == "Hall"


@pytest.mark.parametrize("block", [{"message": "plain"}, {"message": None}, {"message": []}, {"text": "short"}, {}])
def test_a_block_of_another_shape_is_kept(block: dict[str, Any]) -> None:
    found = claude.flatten(chat(sent("m1"), made({"type": "user_interjection", **block}, "odd", None)))
    (row,) = [row for row in found.messages if row.content_type == "user_interjection"]
    assert row.text or row.raw_content
