"""What a prompt should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation
from etl.transform.providers.plain import named


def expected(raw: Raw) -> Expectation | None:
    """A row for every run of chunks of one speaker, with the characters of their texts where all have one."""
    prompt, member = raw.get("chunkedPrompt"), raw.get("member")
    told = prompt.get("chunks") if isinstance(prompt, dict) else None
    is_other = any(raw.get(name) for name in ("textPrompt", "dataPrompt", "structuredPrompt"))
    told = [] if told is None and is_other else told
    if not isinstance(told, list) or not isinstance(member, str):
        return None
    chunks: list[dict[str, Any]] = [one if isinstance(one, dict) else {} for one in told]
    first = next((words for one in chunks if (words := named(one.get("text")))), "")
    name = PurePosixPath(member.replace("\\", "/")).name
    own = blake2b(f"{name}\0{first}".encode("utf-8", "replace"), digest_size=12).hexdigest()
    found: dict[str, int | None] = {"prompt": None} if is_other else {}
    before: tuple[object, ...] = ()
    node = ""
    for place, one in enumerate(chunks):
        is_code = bool(one.get("executableCode") or one.get("codeExecutionResult"))
        kind = (
            bool(one),
            is_code,
            one.get("role") == "user",
            one.get("role") != "user" and one.get("isThought") is True,
        )
        if kind != before:
            before, node = kind, str(place)
            if one and not is_code:
                found[node] = 0
        if node in found:
            held, told_words = found[node], one.get("text")
            is_plain = isinstance(told_words, str) and bool(told_words)
            found[node] = held + len(told_words) if held is not None and is_plain else None  # type: ignore[arg-type]
    return Expectation(own, None, len(chunks), found)
