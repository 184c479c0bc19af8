"""Any JSON at all in any place of a conversation: no exception, every entry accounted for, rows that fit."""

import copy
import json
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.rows.conversation import Flat
from etl.transform.batches import Keys, batch
from etl.transform.providers import PROVIDERS, claude, deepseek
from etl.transform.providers.claude import older_tool
from etl.transform.providers.claude.content import _SILENT
from tests.conftest import ROOT
from tests.transform.providers.junk_cases import JSON, objects

SAMPLES = [
    raw
    for name in ("claude", "deepseek")
    for path in sorted((ROOT / "samples" / name).glob("*.json"))
    for raw in json.loads(path.read_text("utf-8"))
]
IDS = st.sampled_from(["a", "b", "a/0", "a/0~", "c"])
PART = objects(["text", "title", "url", "file_uuid", "mime_type"], type=st.sampled_from(sorted(claude.KNOWN["part"])))
BLOCK = objects(
    claude.KNOWN["content"],
    type=st.sampled_from(sorted(claude.KNOWN["content_type"] | _SILENT)),
    text=st.sampled_from(["<antThinking>a</antThinking>", "<antArtifact x='1'>", "plain"]),
    citations=st.lists(objects(["start_index", "end_index", "details", "title"]), max_size=2),
    content=st.lists(PART | JSON, max_size=2),
    id=IDS,
    tool_use_id=IDS,
    name=st.sampled_from(["artifacts", "repl"]),
)
FILE = objects(claude.KNOWN["attachment"] | claude.KNOWN["file"], extracted_content=st.just("x"))
MESSAGE = objects(
    claude.KNOWN["message"],
    uuid=IDS,
    sender=st.sampled_from(["human", "assistant"]),
    content=st.lists(BLOCK | JSON, max_size=4),
    attachments=st.lists(FILE | JSON, max_size=2),
    files=st.lists(FILE | JSON, max_size=2),
    parent_message_uuid=IDS,
)
CONVERSATION = objects(claude.KNOWN["conversation"], uuid=IDS, chat_messages=st.lists(MESSAGE | JSON, max_size=4))
FRAGMENT = objects(deepseek.KNOWN["content"], type=st.sampled_from(sorted(deepseek.KNOWN["content_type"])))
NODE = objects(
    deepseek.KNOWN["node"],
    parent=IDS,
    message=objects(deepseek.KNOWN["message"], fragments=st.lists(FRAGMENT | JSON, max_size=3)),
)
DEEPSEEK = objects(deepseek.KNOWN["conversation"], mapping=st.dictionaries(IDS, NODE | JSON, max_size=4))


def check(flat: Flat) -> None:
    """Nodes add up, no key is there twice, every detail has its message, and Arrow takes every row."""
    nodes = [message.node_id for message in flat.messages]
    assert flat.conversation.nodes == len(nodes) + sum(flat.drops.values())
    assert len(set(nodes)) == len(nodes)
    keys = [(type(row), row.node_id, getattr(row, "ordinal", 0)) for row in flat.details]
    assert len(set(keys)) == len(keys)
    assert {row.node_id for row in flat.details} <= set(nodes)
    rows = [flat.conversation, *flat.messages, *flat.details, *flat.issues]
    for kind in {type(row) for row in rows}:
        some = [row for row in rows if type(row) is kind]
        batch(some, Keys("claude", "me", 1, ["c"] * len(some), [1] * len(some)), ZoneInfo("Asia/Kolkata"))


def _check_older_tool(raw: dict[str, Any], messages: int) -> None:
    """Read by the older tool's rules, junk does not raise either."""
    date = older_tool.day(raw)
    assert date is None or len(date) == len("2025-01-01")
    assert len(list(older_tool.messages(raw))) == messages


@given(CONVERSATION)
@example({"chat_messages": [{"content": [{}, {"type": "user_interjection"}]}]})
def test_junk_in_a_conversation_is_stored_or_dropped_and_never_raises(raw: dict[str, Any]) -> None:
    flat = claude.flatten(raw)
    check(flat)
    chat = raw.get("chat_messages")
    entries = len(chat) if isinstance(chat, list) else 0
    ids = {(row.message_id, row.node_id.partition("/")[0]) for row in flat.messages}
    assert len(ids) <= entries + json.dumps(chat).count('"user_interjection"')
    assert flat.conversation.nodes >= entries
    _check_older_tool(raw, sum(isinstance(entry, dict) for entry in chat) if isinstance(chat, list) else 0)


@settings(max_examples=60)
@given(DEEPSEEK)
def test_junk_in_nodes_of_fragments_never_raises(raw: dict[str, Any]) -> None:
    check(deepseek.flatten(raw))


@given(st.sampled_from(SAMPLES), JSON, st.data())
def test_a_sample_with_anything_in_any_place_is_accounted_for(raw: Any, junk: Any, data: st.DataObject) -> None:
    changed = copy.deepcopy(raw)
    here = changed
    while isinstance(here, dict | list) and here:
        places = sorted(here) if isinstance(here, dict) else list(range(len(here)))
        at = data.draw(st.sampled_from(places))
        if not isinstance(here[at], dict | list) or not here[at] or data.draw(st.booleans()):
            here[at] = junk
            break
        here = here[at]
    check(claude.flatten(changed))
    check(deepseek.flatten(changed))
    for provider in PROVIDERS:
        provider.expected(changed)


@given(JSON)
def test_anything_can_be_asked_whose_it_is(raw: Any) -> None:
    assert sum(provider.recognises(raw) for provider in PROVIDERS) <= 1
