"""What a model shows of its reasoning: summaries of thoughts, and how long it thought, which is told in several places
and counted once.
"""

import re
from collections.abc import Sequence

from etl.rows.message import Message
from etl.transform.providers.chatgpt.body import Body
from etl.transform.providers.coerce import from_json

_SPAN = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)\s*+([^\W\d_]++)")
_HOURS = ("h", "st", "ч", "год", "uur", "ora", "ore", "godz", "saat", "時", "小时", "시간")
_MINUTES = ("m", "м", "хв", "dk", "dak", "分", "분")
_SECONDS = ("s", "с", "秒", "초")
_UNITS = ((3600.0, _HOURS), (60.0, _MINUTES), (1.0, _SECONDS))


def thoughts(value: object, body: Body) -> None:
    """Read thoughts, a list or a JSON text of one: each one's summary and content are text."""
    if isinstance(value, str):
        parsed = from_json(value)
        if not isinstance(parsed, list | dict):
            body.say(value, "thoughts")
            return
        value = parsed
    for thought in [value] if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(thought, dict):
            body.say(thought.get("summary"), "thoughts.summary")
            body.say(thought.get("content"), "thoughts.content")
            _leave_out_chunks(thought, body)
        else:
            body.say(thought, "thoughts")


def seconds(recap: str) -> float | None:
    """The length of thinking that a recap tells ("Thought for 1m 5s"), in any language whose units we know.

    None where no number with a known unit is found.
    """
    lengths = [_length(number, unit.lower()) for number, unit in _SPAN.findall(recap[:200])]
    known = [length for length in lengths if length is not None]
    return sum(known) if known else None


def settle_seconds(messages: Sequence[Message]) -> None:
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
            own, message.thinking_seconds = message.thinking_seconds, None
            answer = answers[message.node_id]
            if message.role == "assistant" and answer not in settled:
                message.thinking_seconds = message.duration_seconds if own is None else own
                settled.add(answer)


def _length(number: str, unit: str) -> float | None:
    for factor, beginnings in _UNITS:
        if unit.startswith(beginnings):
            return float(number.replace(",", ".")) * factor
    return None


def _leave_out_chunks(thought: dict[str, object], body: Body) -> None:
    """Chunks repeat the content; where there is no content they are the text themselves."""
    chunks = thought.get("chunks")
    if not thought.get("content") and isinstance(chunks, list):
        for chunk in chunks:
            body.say(chunk, "thoughts.chunks")
    elif chunks and not any(line.startswith("chunks") for line in body.omitted):
        body.leave_out(chunks, "chunks", "repeat the content")


def _answers(messages: Sequence[Message]) -> dict[str, str]:
    """The first node of the answer that each message belongs to."""
    answers: dict[str, str] = {}
    users = {message.node_id for message in messages if message.role == "user"}
    for message in messages:
        above = message.parent_id
        is_further = above is not None and above not in users and message.node_id not in users
        answers[message.node_id] = answers.get(above or "", message.node_id) if is_further else message.node_id
    return answers
