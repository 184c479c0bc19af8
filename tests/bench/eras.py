"""What an export of each time looks like: the keys of a conversation, the models, the tools."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.bench.dice import Dice

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Era:
    """The abilities and habits of one time."""

    name: str
    start: float
    has_ids: bool = True
    has_channel: bool = True
    is_modern: bool = False
    is_slim: bool = False
    thinks: bool = False
    turns: tuple[tuple[str, float], ...] = ()


def _at(year: int, month: int, day: int = 1) -> float:
    return datetime(year, month, day, tzinfo=UTC).timestamp()


START = _at(2023, 4)
SLIM = _at(2026, 7, 6)
END = _at(2026, 10, 20)

_EARLY = (("talk", 20.0),)
_PLUGINS = (("talk", 40.0), ("python", 4.0), ("browser", 1.5), ("plugin", 1.5), ("picture", 1.0))
_TOOLS = (
    *(("talk", 40.0), ("python", 3.0), ("browser", 1.2), ("picture", 1.5), ("files", 1.0), ("action", 0.7)),
    *(("memory", 1.0), ("voice", 1.5), ("look", 1.5)),
)
_WEB = (
    *(("talk", 30.0), ("python", 2.0), ("web", 2.5), ("picture", 1.2), ("files", 0.8), ("canvas", 1.5)),
    *(("memory", 1.0), ("voice", 1.5), ("look", 1.5), ("action", 0.5), ("reason", 3.0)),
)
_THINKING = (
    *(("talk", 12.0), ("reason", 14.0), ("python", 1.2), ("web", 3.2), ("picture", 1.2), ("files", 0.8)),
    *(("canvas", 0.7), ("memory", 0.7), ("voice", 1.0), ("look", 1.5), ("research", 0.5), ("agent", 0.25)),
    *(("connector", 0.5),),
)

ERAS = (
    Era("2023-04", START, has_ids=False, has_channel=False, turns=_EARLY),
    Era("2023-09", _at(2023, 7), has_channel=False, turns=_PLUGINS),
    Era("2024", _at(2024, 1, 15), turns=_TOOLS),
    Era("2024-web", _at(2024, 10), turns=_WEB, thinks=True),
    Era("2025", _at(2025, 2, 10), is_modern=True, thinks=True, turns=_THINKING),
    Era("2026", _at(2026, 1, 15), is_modern=True, thinks=True, turns=_THINKING),
    Era("2026-07", SLIM, is_modern=True, thinks=True, is_slim=True, turns=_THINKING),
)

_MODELS: tuple[tuple[float, tuple[tuple[str, float], ...]], ...] = (
    (_at(2023, 4), (("text-davinci-002-render-sha", 6.0), ("gpt-4", 3.0))),
    (_at(2023, 7), (("text-davinci-002-render-sha", 4.0), ("gpt-4", 5.0), ("gpt-4-code-interpreter", 1.0))),
    (_at(2023, 11), (("gpt-4", 6.0), ("text-davinci-002-render-sha", 2.0), ("gpt-4-gizmo", 1.0))),
    (_at(2024, 5, 13), (("gpt-4o", 7.0), ("gpt-4", 1.5), ("gpt-3.5-turbo", 0.5))),
    (_at(2024, 7, 18), (("gpt-4o", 7.0), ("gpt-4o-mini", 2.0), ("gpt-4", 0.5))),
    (_at(2024, 9, 12), (("gpt-4o", 7.0), ("gpt-4o-mini", 1.5), ("o1-preview", 1.0), ("o1-mini", 0.7))),
    (_at(2025, 1, 31), (("gpt-4o", 6.0), ("o3-mini-high", 2.0), ("o1", 1.0), ("gpt-4-5", 0.5))),
    (_at(2025, 4, 16), (("gpt-4o", 5.0), ("o3", 2.5), ("o4-mini-high", 1.5), ("gpt-4-1", 0.7))),
    (_at(2025, 8, 7), (("gpt-5", 5.0), ("gpt-5-thinking", 4.0), ("gpt-5-t-mini", 0.7), ("gpt-5-pro", 0.3))),
    (_at(2025, 11, 12), (("gpt-5-1", 4.0), ("gpt-5-1-thinking", 5.0), ("gpt-5-mini", 0.5))),
    (_at(2025, 12, 11), (("gpt-5-2", 3.0), ("gpt-5-2-thinking", 6.0), ("gpt-5-2-pro", 0.3))),
    (_at(2026, 3, 5), (("gpt-5-3", 3.0), ("gpt-5-4-thinking", 6.0), ("gpt-5-4-pro", 0.3))),
    (_at(2026, 4, 23), (("gpt-5-5", 4.0), ("gpt-5-5-thinking", 5.0), ("gpt-5-5-pro", 0.3))),
    (_at(2026, 7, 9), (("gpt-5-6-sol", 4.0), ("gpt-5-6-terra", 2.0), ("gpt-5-6-thinking", 4.0))),
)


def era(at: float) -> Era:
    """The era of a moment (seconds since 1970)."""
    return [era for era in ERAS if era.start <= max(at, START)][-1]


def model(at: float, dice: Dice) -> str:
    """A model that was on offer at a moment, the usual ones more often."""
    return dice.weighted([choices for start, choices in _MODELS if start <= max(at, START)][-1])


def head(title: str | None, at: float, until: float) -> Json:
    """The keys of a conversation that come before its mapping."""
    return {"title": title, "create_time": round(at, 6), "update_time": round(until, 6)}


def tail(era: Era, dice: Dice, ids: tuple[str, str], until: float, slug: str, found: Json) -> Json:
    """The keys after the mapping; ``ids``: conversation, current node; ``found`` (GPT, voice …) wins."""
    conversation_id, current = ids
    keys: Json = {"moderation_results": [], "current_node": current, "plugin_ids": None}
    if era.has_ids:
        keys |= {"conversation_id": conversation_id, "conversation_template_id": None, "gizmo_id": None}
        keys |= {"gizmo_type": None} if era.is_modern else {}
        keys |= {"is_archived": dice.chance(0.04)}
        keys |= {"is_starred": True if dice.chance(0.05) else None} if era.is_modern else {}
        keys |= {"safe_urls": []} | ({"blocked_urls": []} if era.is_modern else {})
        keys |= {"default_model_slug": slug if era.is_modern else dice.pick((slug, None))}
        keys |= {"conversation_origin": None, "voice": None}
    if era.is_modern:
        keys |= {"async_status": None, "disabled_tool_ids": []}
        keys |= {"is_do_not_remember": dice.pick((False, False, False, None, True))}
        keys |= {"memory_scope": "global_enabled", "sugar_item_id": None}
    if era.start >= _at(2026, 1):
        keys |= {"context_scopes": None, "is_read_only": None, "is_study_mode": False, "owner": None}
        keys |= {"pinned_time": round(until, 6) if dice.chance(0.03) else None, "sugar_item_visible": False}
    if era.is_slim:
        keys |= {"atlas_mode_enabled": None}
    keys |= {key: value for key, value in found.items() if key in keys}
    return keys | {"id": conversation_id}
