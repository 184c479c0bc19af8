"""The forms under which clouds, gateways and programs write the name of a model, down to the one of its vendor.

No form is guessed: what surrounds a name is taken off piece by piece, and a rule must know what is left, whole. So a
name that only resembles another, like claude-opus-9 or gpt-5.5-mini, stays unknown in whatever it is wrapped.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_LONGEST = 300
_FAMILY = (
    r"(?=(?:claude|gpt|chatgpt|chat-latest|codex|daybreak|o\d"
    r"|gemini|grok|deepseek|kimi|moonshot|qwen|mistral|ministral|mixtral|codestral|devstral|magistral|pixtral|sonar))"
)
_OWN = re.compile(r"^models/")
"""What Google's own API writes before the names of its models."""

_AROUND = (
    re.compile(r"^.*/"),
    re.compile(r"^(?:[a-z][a-z_-]*\.)+" + _FAMILY),
    re.compile(r"^(?!ft:)[a-z][a-z_-]*:" + _FAMILY),
    re.compile(r"^(?:anthropic|aws|azure|bedrock|copilot|databricks|openai|vertex)--?" + _FAMILY),
)
"""Before a name: paths and ARNs, regions and vendors (us.anthropic.), schemes (openai:), resellers (databricks-)."""

_ENDS = (
    re.compile(r"\[\d+[km]\]$"),
    re.compile(r":(?:beta|exacto|floor|nitro|online|thinking)$"),
    re.compile(r":\d+(?::\d+k)?$"),
    re.compile(r"-v\d+$"),
    re.compile(r"@(?:\d{8}|\d{4}-\d\d-\d\d|default|latest)$"),
    re.compile(r"-(?:\d{8}|\d{4}-\d\d-\d\d)$"),
    re.compile(r"-latest$"),
    re.compile(r"-1m$"),
    re.compile(r"-fast$"),
    re.compile(r"-think(?:ing)?$"),
    re.compile(r"-(?:none|minimal|low|medium|high|xhigh)$"),
)
"""Behind a name: sizes of context, OpenRouter's ways of serving, versions of Bedrock, dates, speed, effort."""

_SPELT = (
    (re.compile(r"^claude-(\d)[.-](\d{1,2})-(opus|sonnet|haiku|fable|mythos)$"), r"claude-\3-\1-\2"),
    (re.compile(r"^claude-(\d)(?:[.-]0)?-(opus|sonnet|haiku|fable|mythos)$"), r"claude-\2-\1"),
    (re.compile(r"^claude-(opus|sonnet|haiku|fable|mythos)-(\d)[.-]0$"), r"claude-\1-\2"),
    (re.compile(r"^claude-(opus|sonnet|haiku)-(\d)(\d)$"), r"claude-\1-\2-\3"),
    (re.compile(r"^gpt-(\d)-(\d)(-[a-z-]+)?$"), r"gpt-\1.\2\3"),
    (re.compile(r"^gpt-35-turbo"), "gpt-3.5-turbo"),
)
"""Other spellings: OpenRouter's claude-4.6-opus, Copilot's claude-opus-41, Databricks' gpt-5-4-mini, Azure's gpt-35."""


class Form(NamedTuple):
    """A name for a rule to know. ``tier``: the price tier that was taken off; ``is_resold``: another sells it."""

    name: str
    tier: str | None
    is_resold: bool


@lru_cache(maxsize=10_000)
def forms(slug: str) -> tuple[Form, ...]:
    """The forms of a name, itself first, then with ever less around it. The first that a rule knows decides.

    Bedrock's, Vertex's, OpenRouter's, Azure's, Databricks' and LiteLLM's names as in the price file of the package
    litellm 1.110.2; effort and speed as Cursor and Copilot append them.
    """
    found: dict[str, Form] = {}
    for form in _forms(slug):
        found.setdefault(form.name, form)
    return tuple(found.values())


def _forms(slug: str) -> Iterator[Form]:
    yield Form(slug, None, is_resold=False)
    if len(slug) > _LONGEST:
        return
    name = _OWN.sub("", "-".join(slug.lower().split()))
    yield Form(name, None, is_resold=False)
    bare = name
    for pattern in _AROUND:
        bare = pattern.sub("", bare)
    is_resold = bare != name
    yield from _spellings(bare, None, is_resold)
    tier = None
    while shorter := _shorter(bare):
        tier = "fast" if bare == f"{shorter}-fast" else tier
        bare = shorter
        yield from _spellings(bare, tier, is_resold)


def _shorter(name: str) -> str | None:
    """The name without one of the ends it has; None if it has none."""
    found = (pattern.sub("", name) for pattern in _ENDS)
    return next((shorter for shorter in found if shorter and shorter != name), None)


def _spellings(name: str, tier: str | None, is_resold: bool) -> Iterator[Form]:
    yield Form(name, tier, is_resold)
    for pattern, spelling in _SPELT:
        if pattern.search(name):
            yield Form(pattern.sub(spelling, name), tier, is_resold)
