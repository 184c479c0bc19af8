"""Conversations to be counted: a question, and what answered it."""

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message


def chat(*answers: Message) -> Flat:
    question = Message("u", role="user", text="Why?", in_context=True, tour_in=1, tour_out=8)
    return Flat(Conversation("c"), messages=[question, *answers])


def answer(
    node: str,
    slug: str,
    witness: str | None = None,
    text: str = "Because.",
    tour: tuple[int, int] = (2, 3),
    parent: str = "u",
) -> Message:
    return Message(
        node,
        parent_id=parent,
        role="assistant",
        text=text,
        model_slug=slug,
        encoding_witness=witness,
        in_context=True,
        tour_in=tour[0],
        tour_out=tour[1],
    )
