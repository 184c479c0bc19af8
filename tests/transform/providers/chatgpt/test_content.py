"""What becomes of a message's content."""

import json
from typing import Any

import pytest

from etl.rows.details import Attachment, Citation
from etl.transform.providers import chatgpt
from etl.transform.providers.chatgpt import reasoning
from tests.chatgpt_export import chain, flat, only, said


@pytest.mark.parametrize(
    ("content", "kind", "text", "characters"),
    [
        ({"content_type": "text", "parts": ["one", "two"]}, "text", "one\ntwo", 6),
        ({"content_type": "text", "parts": [""]}, "empty", "", 0),
        ({"content_type": "code", "language": "python", "text": "1 + 1"}, "code", "1 + 1", 5),
        ({"content_type": "execution_output", "text": "2"}, "tool_output", "2", 1),
        ({"content_type": "tether_browsing_display", "result": "r", "summary": "s"}, "browsing", "r\ns", 2),
        ({"content_type": "tether_quote", "text": "q", "url": "u", "title": "t"}, "quote", "q", 1),
        ({"content_type": "sonic_webpage", "text": "page"}, "webpage", "page", 4),
        ({"content_type": "system_error", "name": "Quota", "text": "spent"}, "error", "Quota\nspent", 10),
        ({"content_type": "model_editable_context", "model_set_context": "m"}, "memory", "m", 1),
        ({"content_type": "reasoning_recap", "content": "Thought"}, "recap", "Thought", 7),
        ({"content_type": "thoughts", "thoughts": [{"summary": "a", "content": "b"}]}, "thoughts", "a\nb", 2),
        ({"content_type": "thoughts", "thoughts": '[{"summary":"a","content":"b"}]'}, "thoughts", "a\nb", 2),
        ({"content_type": "thoughts", "thoughts": "just words"}, "thoughts", "just words", 10),
        ({"content_type": "citable_code_output", "output_str": "o"}, "tool_output", "o", 1),
        ({"content_type": "computer_output", "state": {"text": "seen"}}, "tool_output", "seen", 4),
        ({"content_type": "brand_new", "text": "shown"}, "unknown", "shown", 5),
    ],
)
def test_every_content_type_gives_its_kind_and_text(
    content: dict[str, Any], kind: str, text: str, characters: int
) -> None:
    message = only(content)
    assert (message.kind, message.text, message.characters) == (kind, text, characters)
    assert message.content_type == content["content_type"]


def test_what_stays_out_of_the_text_is_named_with_its_reason() -> None:
    thought = {"summary": "a", "content": "b", "chunks": ["b"]}
    page = only({"content_type": "sonic_webpage", "text": "page", "snippet": "pa"})
    assert page.omitted == "snippet: repeats the page"
    assert only({"content_type": "thoughts", "thoughts": [thought, thought]}).omitted == "chunks: repeat the content"
    assert only({"content_type": "computer_output", "screenshot": {}}).omitted is None


def test_an_unknown_content_type_keeps_its_json_and_is_noted_once() -> None:
    strange = said("assistant", {"content_type": "hologram", "beam": {"angle": 3}})
    rows = flat(strange, strange)
    assert rows.messages[0].raw_content == '{"content_type": "hologram", "beam": {"angle": 3}}'
    assert [(issue.reason, issue.detail) for issue in rows.issues] == [("unknown content type", "hologram, 2 times")]


def test_content_nested_without_end_is_left_with_an_issue() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    rows = flat(said("assistant", {"content_type": "hologram", "beam": deep}))
    assert rows.messages[0].raw_content is None
    assert "content nested too deep to keep" in [issue.reason for issue in rows.issues]


def test_a_file_that_is_also_a_part_is_one_attachment() -> None:
    pointer = {
        "content_type": "image_asset_pointer",
        "asset_pointer": "sediment://file_1?x=2#p",
        "size_bytes": 5,
    }
    given = [
        {"id": "file_1", "name": "map.png", "mime_type": "image/png"},
        {"id": "file_2", "mime_type": "video/mp4"},
    ]
    content = {"content_type": "multimodal_text", "parts": [pointer, "look"]}
    rows = flat(said("user", content, metadata={"attachments": given}))
    files = [row for row in rows.details if isinstance(row, Attachment)]
    assert [(row.file_id, row.file_name, row.kind, row.bytes) for row in files] == [
        ("file_1", "map.png", "image", 5),
        ("file_2", None, "video", None),
    ]
    assert (rows.messages[0].images, rows.messages[0].files) == (1, 0)


def test_a_generated_image_stays_one_when_it_is_attached_as_well() -> None:
    made = {"dalle": {"gen_id": "g", "prompt": "a fox", "seed": 7, "edit_op": "inpaint"}}
    part = {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_1", "metadata": made}
    content = {"content_type": "multimodal_text", "parts": [part]}
    rows = flat(said("tool", content, metadata={"attachments": [{"id": "file_1", "mime_type": "image/png"}]}))
    (row,) = (row for row in rows.details if isinstance(row, Attachment))
    assert (row.kind, row.mime_type, row.prompt) == ("generated_image", "image/png", "a fox")
    assert (row.generation_id, row.seed, row.edit_operation) == ("g", 7, "inpaint")


def test_recording_and_transcript_are_one_attachment_in_either_order() -> None:
    words = {"content_type": "audio_transcription", "text": "hello", "direction": "in"}
    sound = {"content_type": "audio_asset_pointer", "asset_pointer": "sediment://file_a", "format": "wav"}
    for parts in ([words, sound], [sound, words]):
        rows = flat(said("user", {"content_type": "multimodal_text", "parts": parts}))
        assert [(row.transcript, row.file_id) for row in rows.details if isinstance(row, Attachment)] == [
            ("hello", "file_a")
        ]
        assert (rows.messages[0].text, rows.messages[0].is_voice) == ("hello", True)


def test_every_source_behind_one_mark_is_a_citation() -> None:
    pages = [
        {"url": "https://example.org/1", "title": "One"},
        {"url": "https://example.org/2", "pub_date": 86400},
    ]
    reference = {
        "type": "grouped_webpages",
        "matched_text": "\ue200cite\ue201",
        "start_idx": 3,
        "items": pages,
    }
    rows = flat(said("assistant", "so", metadata={"content_references": [reference, {"type": "hidden"}]}))
    found = [row for row in rows.details if isinstance(row, Citation)]
    assert [row.url for row in found] == ["https://example.org/1", "https://example.org/2"]
    assert [row.published_at for row in found] == [None, 86_400_000_000]
    assert {(row.marker, row.start_index) for row in found} == {("\ue200cite\ue201", 3)}


@pytest.mark.parametrize(
    ("recap", "seconds"),
    [
        ("Thought for 12s", 12.0),
        ("Thought for 1m 5s", 65.0),
        ("Thought for 1.5 seconds", 1.5),
        ("2 Stunden 3 Minuten lang nachgedacht", 7380.0),
        ("Réflexion durant 7 secondes", 7.0),
        ("Думал 9 секунд", 9.0),
        ("思考时间:12 秒", 12.0),
        ("1分5秒間考えました", 65.0),
        ("23초 동안 생각함", 23.0),
        ("Thought for a couple of seconds", None),
        ("Read 3 pages", None),
    ],
)
def test_the_time_of_a_recap_is_read_in_many_languages(recap: str, seconds: float | None) -> None:
    assert reasoning.seconds(recap) == seconds


@pytest.mark.parametrize(
    ("role", "content", "metadata", "hidden", "context", "in_context"),
    [
        ("user", "hi", {}, False, False, True),
        ("user", "hi", {"is_visually_hidden_from_conversation": True}, True, False, True),
        ("system", "note", {}, True, False, True),
        ("system", "note", {"is_user_system_message": True}, False, True, True),
        ("system", {"content_type": "user_editable_context", "user_profile": "p"}, {}, False, True, True),
        (
            "assistant",
            {"content_type": "model_editable_context", "model_set_context": "m"},
            {},
            True,
            False,
            True,
        ),
        (
            "assistant",
            {"content_type": "model_editable_context", "model_set_context": ""},
            {},
            True,
            False,
            False,
        ),
        ("assistant", {"content_type": "thoughts", "thoughts": [{"content": "t"}]}, {}, False, False, False),
        ("assistant", {"content_type": "reasoning_recap", "content": "r"}, {}, False, False, False),
        ("assistant", "", {}, False, False, False),
    ],
)
def test_hidden_user_context_and_in_context_follow_the_rules(
    role: str, content: Any, metadata: dict[str, Any], hidden: bool, context: bool, in_context: bool
) -> None:
    message = only(content, role, metadata=metadata)
    assert (message.is_hidden, message.is_user_context, message.in_context) == (hidden, context, in_context)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"content_type": "text", "text": "words"}, "words"),
        ({"content_type": "text", "parts": [], "content": "words"}, "words"),
        ({"content_type": "code", "language": "python", "parts": ["words"]}, "words"),
        ({"content_type": "execution_output", "parts": ["words"]}, "words"),
        ({"content_type": "tether_quote", "url": "https://x.example", "parts": ["words"]}, "words"),
        ({"content_type": "thoughts", "parts": ["words"]}, "words"),
        ({"content_type": "reasoning_recap", "text": "words"}, "words"),
        ({"content_type": "text", "hologram": {"deep": ["words"]}}, ""),
    ],
)
def test_words_of_a_known_type_in_another_field_are_kept_and_noted(content: dict[str, Any], text: str) -> None:
    found = flat(said("user", "x") | {"content": content})
    (row,) = found.messages
    assert (row.text, json.loads(row.raw_content or "null")) == (text, content)
    assert [issue.reason for issue in found.issues] == ["a known content type whose words stand in another field"]
    told = chatgpt.expected(chain(said("user", "x") | {"content": content}))
    assert told is not None
    assert told.messages["n0"] in (None, row.characters)


@pytest.mark.parametrize(
    "content",
    [
        {"content_type": "text", "parts": [""]},
        {"content_type": "code", "language": "unknown", "response_format_name": None, "text": ""},
        {"content_type": "thoughts", "thoughts": [], "source_analysis_msg_id": "a"},
        {"content_type": "tether_browsing_display", "result": "", "summary": "", "assets": [], "tether_id": "t"},
        {"content_type": "computer_output", "computer_id": "1", "state": {"type": "x"}, "screenshot": None},
    ],
)
def test_a_content_that_says_nothing_is_not_odd(content: dict[str, Any]) -> None:
    assert not flat(said("assistant", "x") | {"content": content}).issues
