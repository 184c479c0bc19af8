"""What would leave this machine: of each conversation a title and the beginning of the user's first message."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from etl import assets
from etl.categorize.ai.settings import Setup
from etl.categorize.labels import Key
from etl.redact import Redactor

Chat = Key

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Text:
    """What is sent of the conversations that share it, letter for letter."""

    title: str
    opening: str
    chats: tuple[Chat, ...]


def texts(database: Path, setup: Setup, wanted: Collection[Chat] | None = None) -> list[Text]:
    """Each text once, the newest conversation's first; of all conversations, or only the wanted ones.

    What has neither a title nor a word of the user is left out. Raises DatabaseError as reports do.
    """
    from etl.reporting.reports.connection import connect

    sharing: defaultdict[tuple[str, str], list[Chat]] = defaultdict(list)
    with connect(database) as connection:
        rows = connection.execute(assets.sql("categorize")["openings"])
        while some := rows.fetchmany(1000):
            for provider, account, conversation, title, opening in some:
                chat = (provider, account, conversation)
                if wanted is None or chat in wanted:
                    sharing[_sent(title, opening, setup)].append(chat)
    sharing.pop(("", ""), None)
    return [Text(title, opening, tuple(chats)) for (title, opening), chats in sharing.items()]


def _sent(title: str, opening: str, setup: Setup) -> tuple[str, str]:
    characters = 0 if setup.titles_only else setup.characters
    return _cut(title, _LONGEST_TITLE, setup.redact), _cut(opening, characters, setup.redact)


def _cut(text: str, characters: int, redact: bool) -> str:
    """The beginning, on one line. Redacted before it is cut: half an address of mail would look like none.

    A Redactor for each text, so that the same text is sent in every run.
    """
    hidden = Redactor()(text) if redact and characters else text
    return " ".join(hidden.split())[:characters].rstrip()
