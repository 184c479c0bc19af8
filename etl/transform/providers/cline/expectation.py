"""What a task should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters


def expected(raw: Raw) -> Expectation | None:
    """A row for what a person typed and for what was answered, where its time tells it from all others."""
    member, messages = raw.get("member"), raw.get("messages")
    if not isinstance(member, str) or not member or not isinstance(messages, list):
        return None
    path = PurePosixPath(member.replace("\\", "/"))
    held = [one for one in messages if isinstance(one, dict)]
    stamps = Counter(stamp for one in held if type(stamp := one.get("ts")) is int)
    found = {str(one["ts"]): characters(one.get("text")) for one in held if _is_plain(one, stamps)}
    times = [time for one in held if (time := micros(one.get("ts"))) is not None]
    return Expectation(path.parent.name or path.stem, max(times, default=None), len(messages), found)


def _is_plain(one: dict[str, Any], stamps: Mapping[int, int]) -> bool:
    stamp, words = one.get("ts"), one.get("text")
    if type(stamp) is not int or not 0 < stamp < 1 << 53 or stamps[stamp] > 1:
        return False
    is_said = one.get("type") == "say" and one.get("say") in ("user_feedback", "completion_result")
    return is_said and isinstance(words, str) and words != "" and not words.startswith("{")
