"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every response, with the characters of its message where no marks stand in it."""
    head = raw.get("conversation")
    told = head if isinstance(head, dict) else {}
    name = named(told.get("id")) or named(told.get("conversation_id"))
    if name is None:
        return None
    held = [one["response"] if isinstance(one.get("response"), dict) else one for one in dicts(raw.get("responses"))]
    found = {}
    for one in reversed(held):
        own = named(one.get("_id")) or named(one.get("response_id"))
        message = one.get("message")
        if own:
            found[own] = None if isinstance(message, str) and "<grok:" in message else characters(message)
    return Expectation(name, micros(told.get("modify_time")), len(held), found)
