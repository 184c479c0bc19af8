"""What is to be exported, and what became of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from etl.export.conversation import Conversation, Message

OTHER_BRANCHES = "on other branches"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which conversations (None is no filter), and which of their messages.

    ``since`` and ``until`` are local days: a conversation with messages between them, ends included, is exported
    whole. ``matching`` is a question of etl search. ``branches`` adds what is not on the shown path, ``hidden`` what
    the product does not show.
    """

    since: date | None = None
    until: date | None = None
    provider: str | None = None
    account: str | None = None
    model: str | None = None
    title: str | None = None
    matching: str | None = None
    limit: int | None = None
    branches: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Outcome:
    """Counts of an export: written + left_out, reason by reason, are all messages of the chosen conversations."""

    conversations: int = 0
    messages: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    redacted: Counter[str] = field(default_factory=Counter)


def reason(message: Message, choice: Choice) -> str | None:
    """Why a message is left out; None where it is exported."""
    if not message.is_current and not choice.branches:
        return OTHER_BRANCHES
    return message.aside if not choice.hidden or message.aside == "empty" else None


def keep(conversation: Conversation, choice: Choice, outcome: Outcome) -> list[Message]:
    """The messages of a conversation that are exported; the others are counted by their reason."""
    kept = []
    for message in conversation.messages:
        why = reason(message, choice)
        if why is None:
            kept.append(message)
        else:
            outcome.left_out[why] += 1
    return kept
