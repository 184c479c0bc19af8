"""Which model answered where the export names none: periods that the user gives."""

import io
import json
import pickle

import pytest

from etl.extract.split.block import Block
from etl.extract.split.splitter import blocks
from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Assumption, Micros, Whose
from etl.transform.count import count
from etl.transform.task import Place, Setup, Task, extract
from tests.chatgpt_export import chain, said

NOON = Micros(1_700_000_000_000_000)
LATER = Micros(NOON + 1)


@pytest.mark.parametrize(
    ("assumed", "found"),
    [
        ([], ("o200k_base", "assumed")),
        ([Assumption("claude-3-opus")], ("claude_v3", "assumed")),
        ([Assumption("claude-3-opus", NOON, LATER)], ("claude_v3", "assumed")),
        ([Assumption("claude-3-opus", None, NOON), Assumption("claude-opus-4-8", NOON)], ("claude_v4_8", "assumed")),
        ([Assumption("gpt-4", None, LATER)], ("cl100k_base", "assumed")),
        ([Assumption("claude-3-opus", LATER)], ("o200k_base", "assumed")),
        ([Assumption("a model of nobody")], ("o200k_base", "assumed")),
    ],
)
def test_a_period_decides_the_encoding_from_its_start_to_before_its_end(
    assumed: list[Assumption], found: tuple[str, str]
) -> None:
    flat = chat(answer(NOON))
    count([flat], assumed)
    assert {(m.encoding, m.encoding_basis) for m in flat.messages} == {found}
    assert flat.messages[1].model_slug is None


def test_an_answer_of_unknown_time_lies_only_in_a_period_without_ends() -> None:
    flats = [chat(answer(None)), chat(answer(None))]
    count(flats[:1], [Assumption("claude-3-opus", NOON), Assumption("claude-3-opus", None, NOON)])
    count(flats[1:], [Assumption("claude-3-opus")])
    assert [flat.messages[1].encoding for flat in flats] == ["o200k_base", "claude_v3"]


def test_what_the_export_says_outranks_what_the_user_says() -> None:
    named, shown = answer(NOON, model_slug="claude-opus-4-7"), answer(NOON, encoding_witness="cl100k_base")
    flats = [chat(named), chat(shown), chat(answer(NOON, model_slug="gpt-7"))]
    count(flats, [Assumption("claude-3-opus")])
    assert [(flat.messages[1].encoding, flat.messages[1].encoding_basis) for flat in flats] == [
        ("claude_v4_7", "map"),
        ("cl100k_base", "witness"),
        ("o200k_base", "assumed"),
    ]


def test_a_chat_across_two_periods_is_counted_in_both_encodings() -> None:
    flat = chat(answer(NOON), answer(LATER))
    count([flat], [Assumption("claude-3-opus", None, LATER), Assumption("claude-opus-4-8", LATER)])
    assert [m.encoding for m in flat.messages[1:]] == ["claude_v3", "claude_v4_8"]


def test_a_load_hands_the_periods_to_their_provider() -> None:
    export = json.dumps([chain(said("user", "Why?"), said("assistant", "Because.", create_time=NOON / 1e6))]).encode()
    (block,) = blocks(io.BytesIO(export), "conversations.json")
    assert isinstance(block, Block)
    task = Task(block, Place(0, "conversations.json"), Whose("me"), 0)
    for provider, encoding in (("chatgpt", "claude_v3"), ("claude", "o200k_base")):
        setup = Setup(1, 1, "UTC", assumed={provider: [Assumption("claude-3-opus", NOON)]})
        messages = extract(task, pickle.loads(pickle.dumps(setup))).batches["messages"][0].to_pylist()
        assert [message["encoding"] for message in messages] == [encoding] * 2
        assert [message["model_slug"] for message in messages] == [None] * 2


def chat(*answers: Message) -> Flat:
    question = Message("u", role="user", text="Why?", in_context=True, tour_in=0, tour_out=9)
    for place, message in enumerate(answers, start=1):
        message.node_id, message.tour_in, message.tour_out = f"a{place}", 2 * place, 2 * place + 1
    return Flat(Conversation("c"), messages=[question, *answers])


def answer(at: Micros | None, model_slug: str | None = None, encoding_witness: str | None = None) -> Message:
    return Message(
        "a",
        "a",
        "u",
        role="assistant",
        text="So.",
        created_at=at,
        model_slug=model_slug,
        encoding_witness=encoding_witness,
    )
