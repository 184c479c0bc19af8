"""Any JSON at all in any place of a conversation: no exception, every node accounted for, rows that fit."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from etl.rows.conversation import Flat
from etl.transform.batches import Keys, batch
from etl.transform.providers import chatgpt
from etl.transform.providers.chatgpt import content, metadata, parts
from tests.transform.providers.junk_cases import JSON, objects

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


@given(CONVERSATION)
def test_junk_in_a_conversation_is_stored_or_dropped_and_never_raises(raw: dict[str, Any]) -> None:
    chatgpt.recognises(raw)
    flat = chatgpt.flatten(raw)
    nodes = raw.get("mapping")
    assert flat.conversation.nodes == (len(nodes) if isinstance(nodes, dict) else 0)
    assert flat.conversation.nodes == len(flat.messages) + sum(flat.drops.values())
    assert _batches(flat) >= 1 + len(flat.messages)
