"""What is no object, where a list of objects is expected, is kept or noted, and so is what stands for the list."""

from collections.abc import Iterator
from typing import Any

import pytest

from etl.transform.providers import PROVIDERS
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.talk import UNKEPT
from tests.transform.providers.leaves import MARK, Path, changed, named, outcome
from tests.transform.providers.test_nothing_vanishes import samples

PLACES = {
    "ai_studio": "chunkedPrompt.chunks.grounding.groundingSources",
    "cline": "messages.content messages.content.content",
    "copilot_cli": "rows.data.attachments rows.data.toolRequests",
    "gemini_cli": "rows.thoughts rows.toolCalls messages.thoughts messages.toolCalls",
    "goose": "messages.content.toolResult.value.content rows.content.toolResult.value",
    "grok": "responses.response.cited_web_search_results",
    "le_chat": "messages.contentChunks messages.files",
    "librechat": "messages.content messages.files",
    "open_webui": "chat.history.messages.files chat.history.messages.sources",
    "perplexity": "entries.blocks",
    "qwen_code": "messages.thoughts",
    "vscode_chat": "requests.response requests.variableData.variables",
}


@pytest.mark.parametrize(
    ("provider", "place"), [(one, place) for one, told in PLACES.items() for place in told.split()]
)
def test_what_is_no_object_is_kept_or_noted(provider: str, place: str) -> None:
    read = next(one for one in PROVIDERS if provider == one.NAME)
    found = [(raw, path, held) for raw in samples(read) for path, held in lists(raw) if named(path) == place]
    # A later writing of an event takes the place of an earlier one, of which then nothing comes.
    read_ones = [one for one in found if outcome(read, changed(one[0], one[1], [])) != outcome(read, one[0])]
    assert read_ones
    for raw, path, held in read_ones:
        for odd in ([*held, MARK], [*held, [MARK]], {"odd": MARK}, [MARK, *held[1:]]):
            told = read.flatten(changed(raw, path, odd))
            is_noted = any(one.severity == "warning" and one.reason in (MISFIT, UNKEPT) for one in told.issues)
            is_kept = any(MARK in line for line in outcome(read, changed(raw, path, odd)))
            assert is_noted or is_kept, odd


MESSAGES = {
    "ai_studio": "chunkedPrompt.chunks",
    "cline": "messages",
    "gemini": "conversation_turns conversation_turns.system_turn.model_thoughts",
    "gemini_cli": "messages",
    "goose": "messages",
    "grok": "responses",
    "le_chat": "messages",
    "librechat": "messages messagesTree messagesTree.children",
    "opencode": "messages messages.parts",
    "perplexity": "entries",
    "vscode_chat": "requests",
}


@pytest.mark.parametrize(
    ("provider", "place"), [(one, place) for one, told in MESSAGES.items() for place in told.split()]
)
@pytest.mark.parametrize("odd", [{"odd": MARK}, MARK, 7], ids=["object", "text", "number"])
def test_what_stands_for_a_list_of_messages_is_noted(provider: str, place: str, odd: object) -> None:
    read = next(one for one in PROVIDERS if provider == one.NAME)
    found = [(raw, path) for raw in samples(read) for path, held in lists(raw) if held and named(path) == place]
    assert found
    for raw, path in found:
        told = read.flatten(changed(raw, path, odd))
        assert any(one.severity == "warning" and one.reason == MISFIT for one in told.issues)


@pytest.mark.parametrize("words", [MARK, [MARK], {"type": "text", "text": MARK}], ids=["text", "texts", "object"])
@pytest.mark.parametrize("block", ["cline", "goose"])
def test_words_of_a_tool_are_kept_however_they_stand_there(block: str, words: object) -> None:
    """These stand in no list, or in one without objects around them."""
    read = next(one for one in PROVIDERS if block == one.NAME)
    name = "messages.content.content" if block == "cline" else "messages.content.toolResult.value.content"
    raw, path = next((raw, path) for raw in samples(read) for path, _ in lists(raw) if named(path) == name)
    assert any(MARK in row.text for row in read.flatten(changed(raw, path, words)).messages)


def test_a_part_of_an_answer_that_says_not_what_it_is_is_kept() -> None:
    read = next(one for one in PROVIDERS if one.NAME == "vscode_chat")
    raw, path = next(
        (raw, path) for raw in samples(read) for path, _ in lists(raw) if named(path) == "requests.response"
    )
    told = read.flatten(changed(raw, path, [{"payload": MARK}]))
    assert [one.detail for one in told.issues if one.reason == "unknown content type"] == [None]
    assert any(MARK in (row.raw_content or "") for row in told.messages)


def lists(value: Any, path: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    """The lists in a value, each with its path."""
    if isinstance(value, list):
        yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in below:
        yield from lists(one, (*path, name))
