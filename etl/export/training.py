"""Chats as pairs of question and answer, one conversation a line, in the form that training of models reads."""

from collections import Counter
from collections.abc import Iterator, Sequence

from etl.export.conversation import Message
from etl.export.markdown.citations import unmarked
from etl.reporting.formats.values import literal

NO_ANSWER = "without a question and its answer"
_NO_PAIR = "in no pair of question and answer"


def pairs(kept: Sequence[Message], left_out: Counter[str]) -> list[dict[str, str]] | None:
    """The messages of one line; None for a conversation without an answer. What is left out is counted by reason.

    User and assistant take turns: what one says in several messages is one. What stands before the first question or
    after the last answer is left out; so are tools, thoughts and pictures. Custom instructions, if they are among
    ``kept``, are the system's prompt.
    """
    told, said = [], []
    for message in kept:
        text = unmarked(message.text or "").strip()
        if message.is_user_context and text:
            told.append(text)
        elif (message.is_user_message or message.is_answer) and text and message.aside is None:
            said.append(("user" if message.is_user_message else "assistant", text))
        else:
            left_out["tools, thoughts and files"] += 1
    rounds = list(_rounds(said))
    used = sum(count for _, _, count in rounds)
    left_out[_NO_PAIR] += len(said) - used
    if not rounds:
        left_out[_NO_PAIR] += len(told)
        return None
    system = [{"role": "system", "content": "\n\n".join(told)}] if told else []
    return system + [{"role": role, "content": text} for role, text, _ in rounds]


def line(messages: Sequence[dict[str, str]]) -> str:
    """One line of the file."""
    return literal({"messages": list(messages)}) + "\n"


def _rounds(said: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """(role, text, messages it was joined from), from the first question to the last answer."""
    merged: list[tuple[str, list[str]]] = []
    for role, text in said:
        if merged and merged[-1][0] == role:
            merged[-1][1].append(text)
        elif merged or role == "user":
            merged.append((role, [text]))
    if merged and merged[-1][0] == "user":
        merged.pop()
    yield from ((role, "\n\n".join(texts), len(texts)) for role, texts in merged)
