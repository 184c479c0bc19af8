"""A conversation's head, its tree of messages, and what follows from it."""

from typing import Any

import pytest

from etl.rows.conversation import Conversation
from etl.transform.providers import chatgpt
from tests.chatgpt_export import chain, flat, said


def head(**fields: Any) -> Conversation:
    return chatgpt.flatten(chain(**fields)).conversation


@pytest.mark.parametrize(
    ("fields", "project", "gpt"),
    [
        ({"gizmo_id": "g-abc"}, None, "g-abc"),
        ({"gizmo_id": "g-p-1", "conversation_template_id": "g-p-1"}, "g-p-1", None),
        ({"conversation_template_id": "g-t-1"}, None, None),
        ({"gizmo_id": "g-abc", "conversation_template_id": "g-p-1"}, "g-p-1", "g-abc"),
        ({"conversation_template_id": "7f", "memory_scope": "project_enabled"}, "7f", None),
        ({"memory_scope": "project_enabled"}, None, None),
        ({"gizmo_id": None, "memory_scope": "global_enabled"}, None, None),
    ],
)
def test_projects_gpts_and_templates_are_told_by_their_ids(
    fields: dict[str, Any], project: str | None, gpt: str | None
) -> None:
    found = head(**fields)
    assert (found.project_id, found.gpt_id) == (project, gpt)


def test_an_undated_message_takes_the_time_of_its_nearest_dated_ancestor() -> None:
    dates = [None, 1_700_000_020, None, float("nan"), 1e300]
    rows = flat(*(said("user", "x", create_time=at) for at in dates))
    assert [(row.created_at, row.created_at_basis) for row in rows.messages] == [
        (1_700_000_000_000_000, "conversation"),
        (1_700_000_020_000_000, "message"),
        (1_700_000_020_000_000, "parent"),
        (1_700_000_020_000_000, "parent"),
        (1_700_000_020_000_000, "parent"),
    ]
    assert [issue.detail for issue in rows.issues] == ["create_time, 2 times"]
    assert flat(said("user", "x"), create_time=None).messages[0].created_at_basis == "none"


def test_nodes_without_a_message_hold_the_tree_together_and_are_counted() -> None:
    rows = flat(None, said("user", "hi"), "text", said("assistant", "ho"))
    assert [(row.node_id, row.depth) for row in rows.messages] == [("n1", 1), ("n3", 3)]
    assert rows.drops == {"no message": 1, "not an object": 1}


def test_messages_come_in_tour_order_and_know_their_place_in_the_file() -> None:
    raw = chain(said("user", "a"), said("assistant", "b"))
    raw["mapping"] = dict(reversed(raw["mapping"].items()))
    assert [(row.node_id, row.position) for row in chatgpt.flatten(raw).messages] == [("n0", 1), ("n1", 0)]


def test_a_slug_comes_from_the_message_the_turn_the_run_or_the_conversation() -> None:
    rows = flat(
        said("user", "x", metadata={"turn_exchange_id": "t"}),
        said("assistant", "x", metadata={"turn_exchange_id": "t"}),
        said("tool", "x", metadata={"turn_exchange_id": "t"}),
        said("assistant", "x", metadata={"turn_exchange_id": "t", "model_slug": "o3"}),
        said("assistant", "x"),
        said("tool", "x", metadata={"model_slug": "gpt-5"}),
        said("assistant", "x"),
        default_model_slug="gpt-4o",
    )
    assert [(row.model_slug, row.model_slug_basis) for row in rows.messages] == [
        (None, "none"),
        ("o3", "turn"),
        (None, "none"),
        ("o3", "message"),
        ("o3", "turn"),
        ("gpt-5", "message"),
        ("gpt-4o", "conversation"),
    ]
    assert flat(said("assistant", "x"), default_model_slug="auto").messages[0].model_slug_basis == "none"


def test_the_same_thinking_told_by_several_nodes_counts_once() -> None:
    recap = {"content_type": "reasoning_recap", "content": "Thought for 4s"}
    copied: dict[str, Any] = {"metadata": {"finished_duration_sec": 5}}
    rows = flat(
        said("user", "one"),
        said("assistant", "thinking", **copied),
        said("tool", "result"),
        said("assistant", recap, **copied),
        said("assistant", "answer", **copied),
        said("user", "two"),
        said("assistant", "no recap", **copied),
        said("assistant", "here", **copied),
        said("user", "three"),
        said("assistant", {"content_type": "reasoning_recap", "content": "?"}, **copied),
        said("user", "four"),
        said("assistant", "x", metadata={"reasoning_start_time": 10, "reasoning_end_time": 12.5}),
    )
    assert [row.thinking_seconds for row in rows.messages] == [
        *(None, None, None, 4.0, None),
        *(None, 5.0, None),
        *(None, 5.0),
        *(None, 2.5),
    ]


@pytest.mark.parametrize(
    ("stops", "witness"),
    [
        ([100260], "cl100k_base"),
        ([100276], "cl100k_base"),
        ([100277], None),
        ([200002], "o200k_base"),
        ([201088], None),
        ([], None),
        (["x"], None),
        (None, None),
    ],
)
def test_a_stop_token_proves_the_encoding(stops: Any, witness: str | None) -> None:
    finish = {"finish_details": {"type": "stop", "stop_tokens": stops}}
    message = flat(said("assistant", "x", metadata=finish)).messages[0]
    assert (message.encoding_witness, message.finish_type) == (witness, "stop")


def test_the_slim_format_is_told_by_what_is_absent() -> None:
    slim = chain(said("user", "hi"))
    assert chatgpt.flatten(slim).conversation.export_format == "slim"
    assert flat(said("user", "hi", weight=1.0)).conversation.export_format == "full"
    slim["mapping"]["n0"]["children"] = []
    assert chatgpt.flatten(slim).conversation.export_format == "full"
    assert head().export_format is None


def test_fields_are_counted_by_place_and_name() -> None:
    content = {"content_type": "multimodal_text", "parts": [{"content_type": "sticker"}]}
    rows = flat(said("user", "hi", mood="good"), said("user", content), None)
    assert rows.fields["message", "mood"] == 1
    assert rows.fields["role", "user"] == rows.fields["message", "content"] == rows.fields["content", "parts"] == 2
    assert rows.fields["content_type", "text"] == rows.fields["part", "sticker"] == 1
    assert rows.fields["conversation", "mapping"] == 1


@pytest.mark.parametrize(
    ("raw", "is_ours"),
    [
        ({"mapping": {}}, True),
        ({"mapping": None, "title": None, "current_node": None}, True),
        ({"title": "t", "conversation_id": "c"}, True),
        ({"title": "t", "id": "c"}, False),
        ({"mapping": {}, "inserted_at": "2025-01-01"}, False),
        ({"mapping": {"r": {"message": {"fragments": [], "model": "deepseek"}}}}, False),
        ({"uuid": "u", "name": "n", "chat_messages": []}, False),
    ],
)
def test_a_conversation_is_recognised_by_its_shape(raw: dict[str, Any], is_ours: bool) -> None:
    assert chatgpt.recognises(raw) is is_ours


def test_a_chain_of_20000_messages_is_flattened() -> None:
    rows = flat(*(said("assistant", "x") for _ in range(20_000)))
    assert rows.messages[-1].depth == 19_999
    assert {row.request_node_id for row in rows.messages} == {"n0"}
