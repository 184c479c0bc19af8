"""What an AI categorisation would send, and what that would cost: to be looked at before anything leaves."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from etl.categorize.ai import cache, prompt
from etl.categorize.ai.budget import Price, price
from etl.categorize.ai.prompt import Chat, Text, texts
from etl.categorize.ai.replies import Usage
from etl.categorize.ai.settings import Setup
from etl.errors import SettingError

_ENCODING = "o200k_base"
"""Of the newest models that are published; what other models count differs by some percent."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``asked``: the texts that would leave, letter for letter; ``sizes``: tokens of each in a request.

    ``known``: categories of conversations that were answered before, and cost nothing. ``moved``: conversations
    the user filed, which are never sent. ``usage``: expected tokens; ``price`` and ``usd``: None where unknown.
    """

    database: Path
    setup: Setup
    asked: tuple[Text, ...]
    sizes: tuple[int, ...]
    fixed: int
    known: dict[Chat, str]
    moved: int
    usage: Usage
    price: Price | None

    @property
    def chats(self) -> int:
        """Conversations of which something would leave."""
        return sum(len(text.chats) for text in self.asked)

    @property
    def requests(self) -> int:
        """Requests, if none fails."""
        return -(-len(self.asked) // self.setup.batch_size)

    @property
    def usd(self) -> Decimal | None:
        """What is expected to be paid."""
        return None if self.price is None else self.price.of(self.usage)

    @property
    def messages(self) -> list[str]:
        """What leaves, as JSON texts: the rules with the categories, then each batch."""
        batches = range(0, len(self.asked), self.setup.batch_size)
        sent = [prompt.chats(self.asked[start : start + self.setup.batch_size]) for start in batches]
        return [prompt.rules(self.setup.categories), *sent] if sent else []


def plan(
    database: Path, setup: Setup, wanted: Collection[Chat] | None = None, moved: Collection[Chat] | None = None
) -> Plan:
    """Plan to categorise all conversations, or the wanted ones, but for those that the user filed (``moved``).

    Sends nothing. Raises SettingError where a limit in dollars cannot be held, as the price is unknown.
    """
    if moved is None:
        moved = _moved(database)
    found = texts(database, setup, wanted)
    kept = cache.recall(database, setup)
    known: dict[Chat, str] = {}
    asked: list[Text] = []
    for text in (_without(text, moved) for text in found):
        category = kept.get(cache.digest(setup, text))
        if category is not None:
            known.update(dict.fromkeys(text.chats, category))
        elif text.chats:
            asked.append(text)
    sent_moved = sum(chat in moved for text in found for chat in text.chats)
    return _priced(database, setup, asked, known, sent_moved)


def _priced(database: Path, setup: Setup, asked: Sequence[Text], known: dict[Chat, str], moved: int) -> Plan:
    sizes, fixed, each = _sizes(setup, asked)
    requests = -(-len(asked) // setup.batch_size)
    usage = Usage(sum(sizes) + fixed * requests, each * len(asked) + 10 * requests)
    found = price(database, setup.model)
    if setup.max_usd is not None and found is None and asked:
        raise SettingError(
            f"No price is known for {setup.model}, so max_usd cannot be held; "
            f"add it: etl prices add VENDOR {setup.model} --from DAY --input X --output Y"
        )
    return Plan(database, setup, tuple(asked), sizes, fixed, known, moved, usage, found)


def _sizes(setup: Setup, asked: Sequence[Text]) -> tuple[tuple[int, ...], int, int]:
    """Tokens of each chat in a request, of what every request repeats, and of one answer."""
    from etl.transform.count.tokens import count_tokens

    listed = [json.dumps(prompt.chat(99, text), ensure_ascii=False) for text in asked]
    form = json.dumps(prompt.schema(setup.categories), ensure_ascii=False)
    longest = max(setup.categories, key=len)
    fixed = [prompt.rules(setup.categories), form, prompt.chats([])]
    counts = count_tokens([*listed, *fixed, json.dumps({"id": 99, "category": longest})], _ENCODING)
    whole = [count or 0 for count in counts]
    return tuple(size + 1 for size in whole[: len(asked)]), sum(whole[-4:-1]) + 12, whole[-1] + 1


def _without(text: Text, moved: Collection[Chat]) -> Text:
    return Text(text.title, text.opening, tuple(chat for chat in text.chats if chat not in moved))


def _moved(database: Path) -> set[Chat]:
    from etl.categorize.labels import labels

    return {key for key, label in labels(database).items() if label.basis == "user"}
