"""Forged files that are one value: whatever a page, a table or a list holds, it is looked at and cut without error."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.documents import Document
from etl.transform.providers import PROVIDERS, DocumentProvider, ai_studio, vscode_chat
from etl.transform.providers.page_text import plain
from tests.pipeline.test_documents import ask, loaded
from tests.transform.providers.junk_cases import JSON, objects

READERS = [one for one in PROVIDERS if isinstance(one, DocumentProvider)]
PIECES = st.sampled_from(
    [
        *(
            '<div class="outer-cell x">',
            '<div class="header-cell x">',
            '<div class="content-cell x">',
            "</div>",
            "<br>",
        ),
        *(
            "Gemini",
            "gemini.google.com/app/a1",
            "Prompted\xa0x",
            "Nov 5, 2025, 1:34:47 AM CEST",
            '<a href="a.png">b</a>',
        ),
        *("99:99:99 0000", "<ul><li>", "<script>", "2025. 13. 45. 오후 99:00:00 GMT+99", "Attached 2 files."),
    ]
)
HEADS = st.sampled_from(["Conversation", "Time", "Author", "Message", "CreatedAt", "ChatName", "MessageContent", "x"])
NAMES = "header title time products safeHtmlItem details userInteractions titleUrl attachedFiles chatId role content"
RECORDS = st.lists(objects(NAMES.split(), title=st.just("Prompted x"), header=st.just("Gemini")), max_size=4)
VALUES = JSON | RECORDS | objects(["conversation_turns", "chunkedPrompt"], chunkedPrompt=objects(["chunks"]))
DOCUMENTS = st.one_of(
    st.lists(PIECES, max_size=12).map(lambda some: Document("m", "page", "".join(some))),
    st.lists(st.lists(HEADS, max_size=5), max_size=4).map(lambda rows: Document("m", "table", rows)),
    VALUES.map(lambda value: Document("m", "json", value)),
)


@given(DOCUMENTS)
def test_no_document_is_too_odd(document: Document) -> None:
    for reader in READERS:
        if reader.opens(document):
            for raw in reader.conversations(document):
                flat = reader.flatten(raw)
                assert flat.conversation.nodes == len(flat.messages) + flat.drops.total()


def nested(times: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(times):
        value = {"a": value}
    return value


def test_what_is_nested_deeply_is_read_without_recursion() -> None:
    chunks: list[dict[str, Any]] = [{"role": "user", "text": "Hi", "x": nested(5_000), "data": "A" * 2_000}]
    (raw,) = ai_studio.conversations(Document("m", "json", {"chunkedPrompt": {"chunks": chunks}}))
    assert [row.text for row in ai_studio.flatten(raw).messages] == ["Hi"]
    assert chunks[0]["data"] == ""
    state = {"sessionId": "v", "requests": [{"requestId": "r", "message": {"text": "Hi"}, "x": nested(5_000)}]}
    flat = vscode_chat.flatten({"rows": [{"kind": 0, "v": state}], "member": "v.jsonl"})
    assert [row.text for row in flat.messages] == ["Hi"]


def test_lists_within_lists_do_not_grow_beyond_their_page() -> None:
    assert len(plain("<ul><li>x" * 4_000)) < 4_000 * 60


@pytest.mark.parametrize("title", ["x'ff41'", "cast(x'ff41' as text)"])
def test_a_value_that_is_no_text_costs_no_other_session(tmp_path: Path, title: str) -> None:
    with closing(sqlite3.connect(tmp_path / "opencode.db")) as owner:
        owner.execute("create table session (id, title)")
        owner.execute("create table message (id, session_id, data)")
        owner.execute("create table part (id, message_id, data)")
        for own, named in (("ses_1", title), ("ses_2", "'Oar'")):
            owner.execute(f"insert into session values ('{own}', {named})")
            owner.execute("insert into message values (?, ?, ?)", [f"msg_{own}", own, '{"role":"user"}'])
        owner.execute("insert into session values ('ses_3', 'Deep')")
        owner.execute("insert into message values ('m', 'ses_3', ?)", ['{"a":' * 990 + "1" + "}" * 990])
        owner.commit()
    database = loaded(tmp_path, tmp_path / "opencode.db")
    assert ask(database, "select title from core.conversations order by conversation_id") == [("\ufffdA",), ("Oar",)]
    (found,) = ask(database, "select detail from core.load_issues")
    assert "1 chats of a database cannot be read" in found[0]
