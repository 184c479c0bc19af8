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
    session = raw.get("sessionId")
    if isinstance(session, str):
        return _of_session(raw, session)
    member, messages = raw.get("member"), raw.get("messages")
    if not isinstance(member, str) or not member or not isinstance(messages, list):
        return None
    path = PurePosixPath(member.replace("\\", "/"))
    held = [one for one in messages if isinstance(one, dict)]
    stamps = Counter(stamp for one in held if type(stamp := one.get("ts")) is int)
    found = {str(one["ts"]): characters(one.get("text")) for one in held if _is_plain(one, stamps)}
    times = [time for one in held if (time := micros(one.get("ts"))) is not None]
    return Expectation(path.parent.name or path.stem, max(times, default=None), len(messages), found)


def _of_session(raw: Raw, session: str) -> Expectation:
    """A row for every message of text alone."""
    listed = raw.get("messages")
    told = listed if isinstance(listed, list) else []
    path = PurePosixPath(str(raw.get("member")).replace("\\", "/")).name.removesuffix(".json").removesuffix(".messages")
    is_lead = raw.get("agent") in (None, "", "lead")
    found: dict[str, int | None] = {}
    for place, one in enumerate(told):
        own, content = (one.get("id"), one.get("content")) if isinstance(one, dict) else (None, None)
        if isinstance(content, str) and content:
            found.setdefault(own if isinstance(own, str) and own else str(place), len(content))
    name = session if is_lead else f"{session}/{path}"
    return Expectation(name, micros(raw.get("updated_at")), len(told), found)


def _is_plain(one: dict[str, Any], stamps: Mapping[int, int]) -> bool:
    stamp, words = one.get("ts"), one.get("text")
    if type(stamp) is not int or not 0 < stamp < 1 << 53 or stamps[stamp] > 1:
        return False
    is_said = one.get("type") == "say" and one.get("say") in ("user_feedback", "completion_result")
    return is_said and isinstance(words, str) and words != "" and not words.startswith("{")
