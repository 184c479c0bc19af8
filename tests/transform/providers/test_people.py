"""A person's message is what the person typed and sent: whatever the export puts beside it, it counts once at most."""

import json
import random
import re
from collections import Counter
from typing import Any

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl import assets
from etl.rows.message import Message
from etl.transform.providers import LOGS, chatgpt, claude, claude_code, codex, deepseek
from tests.claude_export import flat, said
from tests.conftest import ROOT
from tests.transform.providers.chatgpt.test_junk import CONVERSATION as CHATGPT
from tests.transform.providers.claude.test_junk import BLOCK, DEEPSEEK
from tests.transform.providers.claude.test_junk import CONVERSATION as CLAUDE
from tests.transform.providers.log_cases import answered, asked
from tests.transform.providers.provider_rows import conversations
from tests.transform.providers.test_logs_junk import spoiled

_TYPED = frozenset({"text", "code", "image", "file", "audio", "unknown"})
FILE = {"type": "document", "file_uuid": "f", "title": "a.pdf"}
PICTURE = {"type": "image", "file_uuid": "g", "source": None}
CONTEXT = {"type": "injected_prompt_block", "prompt": "Remembers rain.", "injection_source": "memory"}
PASTED = {"file_name": "a.txt", "extracted_content": "please read? please!"}


def is_user_message(row: Message) -> bool:
    """What v1.messages says of a row; a test holds that it says the same."""
    is_person = row.role == "user" and not row.is_hidden and not row.is_user_context
    return is_person and row.kind in _TYPED and not (row.kind == "audio" and row.characters == 0)


def is_answer(row: Message) -> bool:
    """What v1.messages says of a row."""
    is_told = row.role == "assistant" and not row.is_hidden and row.kind not in ("thoughts", "recap", "empty")
    return is_told and (row.recipient or "all") == "all" and (row.channel or "final") != "commentary"


def typed(rows: list[Message]) -> list[str]:
    return [row.text for row in rows if is_user_message(row)]


def _counts(rows: list[Message]) -> Counter[str | None]:
    return Counter(row.node_id.partition("/")[0] for row in rows)


def test_the_view_counts_by_the_rule_of_these_tests() -> None:
    sql = assets.sql("v1")["conversation_messages"].replace("messages.", "")
    columns = "role, is_hidden, is_user_context, kind, characters, recipient, channel"
    rows = [
        Message("a", role=role, is_hidden=hidden, is_user_context=context, kind=kind, characters=size, channel=channel)
        for role in ("user", "assistant", "tool", "system")
        for hidden in (False, True)
        for context in (False, True)
        for kind in (*sorted(_TYPED), "empty", "quote", "thoughts", "context", "tool_output", "browsing", "error")
        for size in (0, 3)
        for channel in (None, "commentary")
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "create table m (role text, is_hidden bool, is_user_context bool, kind text, characters int, "
            "recipient text, channel text)"
        )
        values = [[getattr(row, name) for name in columns.split(", ")] for row in rows]
        connection.executemany("insert into m values (?, ?, ?, ?, ?, ?, ?)", values)
        for name, rule in (("is_user_message", is_user_message), ("is_answer", is_answer)):
            (case,) = re.findall(rf"\n    (\(\n(?:        .*\n)+?    \))::boolean as {name},", sql)
            found = [told for (told,) in connection.execute(f"select {case} from m order by rowid").fetchall()]
            assert found == [rule(row) for row in rows]


@given(CLAUDE)
def test_no_message_of_claude_s_counts_twice(raw: dict[str, Any]) -> None:
    chat = raw.get("chat_messages")
    named = [one.get("uuid") for one in (chat if isinstance(chat, list) else ()) if isinstance(one, dict)]
    assume(len(set(map(str, named))) == len(named) and not any("/" in str(name) for name in named))
    rows = claude.flatten(raw).messages
    for rule in (is_user_message, is_answer):
        assert max(_counts([row for row in rows if rule(row)]).values(), default=0) <= 1


@given(st.lists(BLOCK | st.just(FILE) | st.just(PICTURE) | st.just(CONTEXT), max_size=4), st.booleans(), st.booleans())
def test_words_beside_anything_are_the_words(beside: list[Any], is_first: bool, has_file: bool) -> None:
    beside = [block for block in beside if block.get("type") not in ("text", "voice_note")]
    blocks = ["Typed.", *beside] if is_first else [*beside, "Typed."]
    rows = flat(said("human", *blocks, attachments=[PASTED] if has_file else [])).messages
    assert typed(rows) == ["Typed."]
    assert rows[-1].text == "Typed."


@settings(max_examples=60)
@given(DEEPSEEK)
def test_no_message_of_fragments_counts_twice(raw: dict[str, Any]) -> None:
    rows = deepseek.flatten(raw).messages
    for rule in (is_user_message, is_answer):
        told = Counter(row.message_id for row in rows if rule(row))
        assert max(told.values(), default=0) <= 1


@settings(max_examples=60)
@given(CHATGPT)
def test_a_node_of_chatgpt_s_counts_once_as_what_its_author_is(raw: dict[str, Any]) -> None:
    for row in chatgpt.flatten(raw).messages:
        author = raw["mapping"][row.node_id]["message"].get("author")
        assert not is_user_message(row) or author["role"] == "user"


@pytest.mark.parametrize("provider", LOGS, ids=lambda provider: provider.NAME)
def test_no_event_of_a_log_counts_twice(provider: Any) -> None:
    for path in sorted((ROOT / "samples" / provider.NAME).glob("*.jsonl")):
        (raw,) = conversations(path)
        for seed in range(10):
            odd = {"rows": spoiled(raw["rows"], random.Random(seed)), "member": "m.jsonl"}
            rows = [row for row in provider.flatten(odd).messages if is_user_message(row)]
            assert max(_counts(rows).values(), default=0) <= 1


def test_a_picture_in_a_log_is_part_of_what_was_asked() -> None:
    blocks = [{"type": "text", "text": "See"}, PICTURE, {"type": "text", "text": "this"}]
    event = asked("a", None, "") | {"message": {"role": "user", "content": blocks}}
    raw: dict[str, Any] = {"rows": [event, answered("b", "a", None)], "member": "s1.jsonl"}
    rows = claude_code.flatten(raw).messages
    assert [(row.text, row.images) for row in rows if is_user_message(row)] == [("See\nthis", 1)]
    expected = claude_code.expected(raw)
    assert expected is not None
    assert expected.messages["a"] == rows[0].characters == len("See" + "this")


def test_what_codex_was_given_as_a_picture_is_one_message() -> None:
    content = [{"type": "input_text", "text": "See"}, {"type": "input_image", "image_url": "data:"}]
    item = {"type": "message", "role": "user", "content": content}
    rows = codex.flatten({"rows": [{"type": "response_item", "payload": item}], "member": "r.jsonl"}).messages
    assert typed(rows) == ["See"]


@given(CLAUDE | DEEPSEEK)
def test_the_second_reading_agrees_with_what_is_stored(raw: dict[str, Any]) -> None:
    for provider in (claude, deepseek):
        told = provider.expected(json.loads(json.dumps(raw))) if provider.recognises(raw) else None
        if told is None:
            continue
        found = {row.node_id: row.characters for row in provider.flatten(raw).messages}
        assert all(size is None or found[node] == size for node, size in told.messages.items())


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        ([{"type": "REQUEST", "content": "a"}, {"type": "FILE", "files": [{"file_id": "f", "file_name": "x"}]}], "a"),
        ([{"type": "FILE", "content": "told", "file_name": "x"}, {"type": "REQUEST", "content": "a"}], "a"),
        ([{"type": "REQUEST", "content": "a"}, {"type": "TIP", "content": "!"}], "a"),
        ([{"type": "REQUEST", "content": "a"}, {"type": "REQUEST", "content": "b"}], "a\nb"),
        ([{"type": "FILE", "files": [{"file_id": "f", "file_name": "x"}]}], ""),
    ],
)
def test_what_a_person_sent_to_deepseek_is_one_message(fragments: list[Any], expected: str) -> None:
    message = {"fragments": fragments, "inserted_at": "2026-01-01T00:00:00Z"}
    found = deepseek.flatten({"id": "c", "mapping": {"1": {"parent": None, "message": message}}})
    assert typed(found.messages) == [expected]
    files = sum(row.files for row in found.messages)
    assert files == sum(one["type"] == "FILE" for one in fragments)


@pytest.mark.parametrize(
    ("content", "metadata", "expected"),
    [
        ({"content_type": "text", "parts": [""]}, {"attachments": [{"id": "f", "name": "a.pdf"}]}, [""]),
        ({"content_type": "text", "parts": [""]}, {}, []),
        ({"content_type": "tether_quote", "text": "of a file"}, {}, []),
        ({"content_type": "multimodal_text", "parts": [{"content_type": "audio_asset_pointer"}]}, {}, []),
    ],
)
def test_what_a_person_sent_to_chatgpt_is_one_message(content: Any, metadata: Any, expected: list[str]) -> None:
    message = {"author": {"role": "user"}, "content": content, "metadata": metadata}
    raw: dict[str, Any] = {"conversation_id": "c", "mapping": {"a": {"message": message, "parent": None}}}
    assert typed(chatgpt.flatten(raw).messages) == expected
