"""What a chat should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every message, with the characters of its content."""
    messages = dicts(raw.get("messages"))
    name = next((own for one in messages if (own := named(one.get("chatId")))), None)
    if name is None:
        return None
    found = {own: characters(one.get("content")) for one in reversed(messages) if (own := named(one.get("id")))}
    times = [time for one in messages if (time := micros(one.get("createdAt"))) is not None]
    return Expectation(name, max(times, default=None), len(messages), found)
