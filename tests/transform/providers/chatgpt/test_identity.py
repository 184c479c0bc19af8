"""The id that is made for a conversation whose export gives it none."""

import json
from typing import Any

import pytest

from etl.transform.providers import chatgpt
from tests.chatgpt_export import chain, said


def test_a_missing_id_is_replaced_by_one_that_stays_the_same() -> None:
    raw = chain(said("user", "hi"))
    del raw["conversation_id"]
    first, again, other = (chatgpt.flatten(one) for one in (raw, dict(raw), raw | {"create_time": 1_700_000_002.0}))
    assert first.conversation.conversation_id == again.conversation.conversation_id
    assert first.conversation.conversation_id != other.conversation.conversation_id
    assert [issue.reason for issue in first.issues] == ["no conversation id"]


@pytest.mark.parametrize("fields", [{}, {"create_time": None}])
@pytest.mark.parametrize("root", ["n0", "client-created-root"])
def test_a_made_id_stays_when_the_conversation_grows_or_is_renamed(fields: dict[str, Any], root: str) -> None:
    def identity(*messages: Any, **head: Any) -> str:
        raw = chain(None, *messages, **fields, **head)
        del raw["conversation_id"]
        raw = json.loads(json.dumps(raw).replace('"n0"', f'"{root}"'))
        return chatgpt.flatten(raw).conversation.conversation_id

    question, answer = said("user", "hi"), said("assistant", "hello")
    assert identity(question) == identity(question, answer, title="A talk")


def test_undated_conversations_under_the_root_that_all_share_differ_by_what_stands_below() -> None:
    def identity(node: str) -> str:
        root = "client-created-root"
        nodes = {root: {"message": None}, node: {"parent": root, "message": said("user", "x")}}
        return chatgpt.flatten({"title": "t", "mapping": nodes}).conversation.conversation_id

    assert identity("a") != identity("b")


def test_a_made_id_without_time_and_nodes_is_that_of_the_title() -> None:
    one, same, other = (
        chatgpt.flatten({"title": title, "mapping": {}}).conversation.conversation_id for title in ("a", "a", "b")
    )
    assert one == same != other
