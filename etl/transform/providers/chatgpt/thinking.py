"""How long a model thought for an answer: told in several places, counted once."""

from collections.abc import Sequence

from etl.rows.message import Message


def settle(messages: Sequence[Message]) -> None:
    """Leave ``thinking_seconds`` only where it counts. Messages come parents first.

    A recap has the time it tells, else the duration stored beside it. An answer (everything between two
    messages of the user) without a recap has its duration on its first message that tells one: exports copy
    the same duration to several nodes of an answer.
    """
    told = [one for one in messages if one.thinking_seconds is not None or one.duration_seconds is not None]
    if not told:
        return
    answers = _answers(messages)
    settled = set()
    for message in told:
        if message.kind == "recap":
            if message.thinking_seconds is None:
                message.thinking_seconds = message.duration_seconds
            settled.add(answers[message.node_id])
    for message in told:
        if message.kind != "recap":
            seconds, message.thinking_seconds = message.thinking_seconds, None
            answer = answers[message.node_id]
            if message.role == "assistant" and answer not in settled:
                message.thinking_seconds = message.duration_seconds if seconds is None else seconds
                settled.add(answer)


def _answers(messages: Sequence[Message]) -> dict[str, str]:
    """The first node of the answer that each message belongs to."""
    answers: dict[str, str] = {}
    users = {message.node_id for message in messages if message.role == "user"}
    for message in messages:
        above = message.parent_id
        is_further = above is not None and above not in users and message.node_id not in users
        answers[message.node_id] = answers.get(above or "", message.node_id) if is_further else message.node_id
    return answers
