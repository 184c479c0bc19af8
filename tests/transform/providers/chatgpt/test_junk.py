"""Any JSON at all in any place of a conversation: no exception, every node accounted for, rows that fit."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.rows.conversation import Flat
from etl.transform.batches import Keys, batch
from etl.transform.providers import chatgpt
from etl.transform.providers.chatgpt import content, metadata, parts

Object = st.SearchStrategy[dict[str, Any]]

NUMBERS = st.integers() | st.floats() | st.sampled_from([10**30, -(10**400), 2**31, 2**63, 1e300, 1.7e9])
ODD_TEXTS = [
    "2024-01-01T00:00:00Z",
    "1e999",
    "nan",
    "0001-01-01",
    "9999-12-31T23:59:59-23:00",
    '[{"a": 1}]',
    "[[",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(ODD_TEXTS)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def objects(names: Iterable[str], **values: st.SearchStrategy[Any]) -> Object:
    """An object with some of these names and anything behind them; ``values`` where something fits better."""
    junk = st.dictionaries(st.sampled_from(sorted(names)), JSON, max_size=5)
    fitting = st.fixed_dictionaries({}, optional=values)
    return st.builds(lambda one, other: one | other, junk, fitting)


PART = objects(
    [
        "text",
        "asset_pointer",
        "audio_asset_pointer",
        "frames_asset_pointers",
        "metadata",
        "size_bytes",
        "format",
    ],
    content_type=st.sampled_from(sorted(parts.READERS)),
    metadata=objects(["dalle", "generation", "start", "end"]),
)
CONTENT = objects(
    chatgpt.KNOWN["content"],
    content_type=st.sampled_from(sorted(content.READERS)),
    parts=st.lists(PART | JSON, max_size=3),
    thoughts=st.lists(objects(["summary", "content", "chunks"]), max_size=2),
)
METADATA = objects(
    sorted(metadata.READERS),
    attachments=st.lists(objects(["id", "name", "size", "mime_type", "file_token_size"]), max_size=2),
    citations=st.lists(objects(["metadata", "start_ix"], metadata=objects(["url", "title", "pub_date"])), max_size=2),
    content_references=st.lists(objects(["type", "items", "url"], items=st.lists(objects(["url"]))), max_size=2),
    aggregate_result=objects(["status", "start_time", "end_time"]),
    canvas=objects(["textdoc_id", "version"]),
    invoked_plugin=objects(["http_response_status"]),
    finish_details=objects(["type", "stop_tokens"], stop_tokens=st.lists(JSON | st.just(200002), max_size=1)),
)
MESSAGE = objects(
    chatgpt.KNOWN["message"],
    author=objects(["role", "name"], role=st.sampled_from(["user", "assistant", "tool", "system"])),
    content=CONTENT,
    metadata=METADATA,
    recipient=st.sampled_from(["all", "python", "canmore.create_textdoc", "canmore.update_textdoc"]),
)
NODE_IDS = st.sampled_from(["a", "b", "c", "d"])
NODE = objects(chatgpt.KNOWN["node"], parent=NODE_IDS, message=MESSAGE)
CONVERSATION = objects(
    chatgpt.KNOWN["conversation"],
    mapping=st.dictionaries(NODE_IDS, NODE | JSON, max_size=4),
    current_node=NODE_IDS,
)


def _batches(flat: Flat) -> int:
    """Make Arrow batches of all rows, as a load does; how many rows went in."""
    zone, rows = ZoneInfo("Asia/Kolkata"), [flat.conversation, *flat.messages, *flat.details, *flat.issues]
    kinds = {type(row) for row in rows}
    for kind in kinds:
        some = [row for row in rows if type(row) is kind]
        batch(some, Keys("chatgpt", "me", 1, ["c"] * len(some), [1] * len(some)), zone)
    return len(rows)


@settings(deadline=None)
@given(CONVERSATION)
def test_junk_in_a_conversation_is_stored_or_dropped_and_never_raises(raw: dict[str, Any]) -> None:
    chatgpt.recognises(raw)
    flat = chatgpt.flatten(raw)
    nodes = raw.get("mapping")
    assert flat.conversation.nodes == (len(nodes) if isinstance(nodes, dict) else 0)
    assert flat.conversation.nodes == len(flat.messages) + sum(flat.drops.values())
    assert _batches(flat) >= 1 + len(flat.messages)


@settings(deadline=None)
@given(JSON)
def test_anything_can_be_asked_whether_it_is_a_conversation(raw: Any) -> None:
    assert chatgpt.recognises(raw) in (True, False)
