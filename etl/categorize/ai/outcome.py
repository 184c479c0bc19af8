"""How far an AI categorisation has come, and what became of it."""

from dataclasses import dataclass
from decimal import Decimal

from etl.categorize.ai.payload import Chat


@dataclass(frozen=True, slots=True)
class Progress:
    """After each answer. ``done`` of ``total`` conversations; ``usd`` spent, None where the price is unknown."""

    done: int
    total: int
    requests: int
    usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``labelled``: conversations answered now; ``known``: from answers of before; ``unanswered``: asked in vain.

    ``left``: not asked, as the run ended before; ``stopped`` says why in a sentence, None where all were asked.
    ``input`` and ``output``: tokens as the server reported them, or as expected where it did not.
    """

    labelled: int
    known: int
    unanswered: tuple[Chat, ...]
    left: int
    requests: int
    input: int
    output: int
    usd: Decimal | None
    stopped: str | None
