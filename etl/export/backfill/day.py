"""What one day comes to: the figures that the older tool kept of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Day:
    """One day's figures. Times are in milliseconds; ``cost`` is in US dollars.

    ``input_tokens`` includes ``cache_read_tokens`` and ``cache_write_tokens``. ``hours`` counts messages by hour,
    ``languages`` lines of code by language; of equals, both keep the order in which they were met.
    """

    sessions: int = 0
    messages: int = 0
    human_messages: int = 0
    assistant_messages: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cost: float = 0.0
    thinking_ms: float = 0.0
    active_ms: float = 0.0
    code_blocks: int = 0
    lines_of_code: int = 0
    curse_words: int = 0
    questions: int = 0
    exclamations: int = 0
    please_count: int = 0
    thanks_count: int = 0
    caps_rage: int = 0
    lol_count: int = 0
    word_count: int = 0
    hours: Counter[int] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Tally:
    """The days of an export by date, in the order they were met, and what was left out, by reason.

    ``unpriced`` counts answers whose cost nobody knows, and which no ``cost`` has.
    """

    days: Mapping[str, Day]
    skipped: Counter[str] = field(default_factory=Counter)
    unpriced: int = 0
