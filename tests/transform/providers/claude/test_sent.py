"""One message of Claude's is one message of a person, or one answer, whatever blocks it has and in whatever form."""

from typing import Any

import pytest

from etl.transform.providers import claude
from tests.claude_export import flat, said, talk
from tests.transform.providers.test_people import CONTEXT, FILE, PASTED, PICTURE, is_answer, is_user_message

USE, RESULT = {"type": "tool_use", "id": "t", "name": "repl"}, {"type": "tool_result", "tool_use_id": "t"}
THOUGHT = {"type": "thinking", "thinking": "hm"}


@pytest.mark.parametrize(
    ("blocks", "fields", "expected"),
    [
        (["a", FILE, "b"], {}, [("a\nb", "text", 0, 1)]),
        ([PICTURE, "a"], {"files": [{"file_uuid": "g", "file_name": "g.png"}]}, [("a", "text", 1, 0)]),
        ([PICTURE], {}, [("", "image", 1, 0)]),
        ([FILE], {"files": [{"file_uuid": "f", "file_name": "a.pdf"}]}, [("", "file", 0, 1)]),
        ([], {"attachments": [PASTED]}, [("", "file", 0, 1)]),
        ([CONTEXT, "a", {"type": "hologram", "text": "b"}], {}, [("a", "text", 0, 0)]),
        ([CONTEXT], {}, []),
        (["a"], {"compaction_summary": [{"type": "text", "text": "So far."}]}, [("a", "text", 0, 0)]),
        ([{"type": "hologram", "text": "a"}], {"text": "a"}, [("a", "text", 0, 0)]),
        ([{"type": "hologram", "text": "a"}, {"type": "hologram"}], {}, [("a", "unknown", 0, 0)]),
        ([], {"text": "a"}, [("a", "text", 0, 0)]),
        ([{"type": "voice_note", "text": "spoken"}, "spoken"], {}, [("spoken", "text", 0, 0)]),
        ([{"type": "voice_note", "transcript": "spoken"}], {}, [("spoken", "audio", 0, 0)]),
        ([{"type": "voice_note"}], {}, []),
    ],
)
def test_what_a_person_sent_to_claude_is_one_message(
    blocks: list[Any], fields: dict[str, Any], expected: list[tuple[str, str, int, int]]
) -> None:
    rows = flat(said("human", *blocks, **fields)).messages
    found = [(row.text, row.kind, row.images, row.files) for row in rows if is_user_message(row)]
    assert found == expected


def test_what_is_hidden_is_in_the_prompt_and_nobody_s_words() -> None:
    summary = [{"type": "text", "text": "So far."}]
    rows = flat(said("human", CONTEXT, "a", attachments=[PASTED], compaction_summary=summary)).messages
    assert [(row.role, row.kind, row.text) for row in rows if row.is_hidden and row.in_context] == [
        ("user", "quote", PASTED["extracted_content"]),
        ("system", "context", "So far."),
        ("system", "context", "Remembers rain."),
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["I look.", USE, RESULT, "Yes."], ["Yes."]),
        (["Here it is.", USE, RESULT], ["Here it is."]),
        ([THOUGHT, "a", THOUGHT, "b"], ["a\nb"]),
        (["a", USE, RESULT, "b", USE, RESULT, "c", {"type": "hologram"}, "d"], ["c\nd"]),
        ([USE, RESULT], []),
        ([{"type": "hologram", "text": "a"}], ["a"]),
        ([CONTEXT, "a"], ["a"]),
    ],
)
def test_a_message_of_claude_s_is_one_answer(blocks: list[Any], expected: list[str]) -> None:
    found = flat(said("human", "?"), said("assistant", *blocks)).messages
    assert [row.text for row in found if is_answer(row)] == expected
    assert [row.text for row in found if row.channel == "commentary" and row.text == "I look."] == (
        ["I look."] if "I look." in blocks else []
    )


def test_what_stood_in_a_prompt_parts_no_answer() -> None:
    rows = flat(said("human", "?"), said("assistant", THOUGHT, CONTEXT, "a")).messages
    assert len({row.request_node_id for row in rows if row.role == "assistant"}) == 1


@pytest.mark.parametrize(
    ("content", "text", "expected"),
    [
        ('[{"type": "text", "text": "a"}]', "", "a"),
        (' [{"type": "text", "text": "a"}, {"type": "image"}]', "", "a"),
        ({"type": "text", "text": "a"}, "", "a"),
        ("[not JSON]", "", "[not JSON]"),
        ("[1, 2]", "", "[1, 2]"),
        ([THOUGHT], "hm\nSaid.", "\nSaid."),
        ([USE, RESULT], "```\nThis block is not supported on your current device yet.\n```", ""),
        ([USE, RESULT], "\n```\nThis block is not supported on your current device yet.\n```\n\nSaid.", "Said."),
    ],
)
def test_content_in_another_form_keeps_its_words(content: Any, text: str, expected: str) -> None:
    raw = talk({"sender": "assistant", "content": content, "text": text})
    rows = claude.flatten(raw).messages
    assert "".join(row.text for row in rows if row.kind == "text") == expected
    told = claude.expected(raw)
    assert told is not None
    assert told.messages["c-0"] in (None, rows[-1].characters)


def test_a_block_of_text_whose_words_stand_elsewhere_is_kept_and_noted() -> None:
    found = flat(said("assistant", {"type": "text", "content": "words"}, "Said."))
    assert [(row.kind, row.raw_content) for row in found.messages] == [
        ("unknown", '{"type": "text", "content": "words"}'),
        ("text", None),
    ]
    assert [issue.reason for issue in found.issues] == ["unknown content type"]
    assert not flat(said("assistant", {"type": "text", "text": "", "citations": []}, "Said.")).issues
