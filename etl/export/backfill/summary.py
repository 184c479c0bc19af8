"""The JSON summary of the older tool: its keys, in its order (version d2ee5ab)."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.export.backfill.day import Day
from etl.files import whole

Json = dict[str, Any]

_TOP = 10
"""Languages in the list of the most used."""


def summarise(days: Mapping[str, Day], at: datetime) -> Json:
    """The whole summary, as of ``at``."""
    return {
        "export_date": at.isoformat(),
        "source": "claude.ai data export",
        "totals": _totals(days),
        "daily_breakdown": {date: _breakdown(date, day) for date, day in sorted(days.items())},
    }


def output_path(export: Path) -> Path:
    """Where the older tool put the summary: in the folder of the export; that of a zip is the one it lies in."""
    return (export if export.is_dir() else export.parent) / "backfill_summary.json"


def write(summary: Json, path: Path) -> None:
    """Write the summary, whole or not at all, for nobody else's eyes. Raises EtlError if it cannot be written."""
    with whole(path) as stream:
        stream.write(json.dumps(summary, indent=2).encode())


def _totals(days: Mapping[str, Day]) -> Json:
    some = list(days.values())
    hours, languages = _added([day.hours for day in some]), _added([day.languages for day in some])
    totals: Json = {
        "total_messages": sum(day.messages for day in some),
        "total_human_messages": sum(day.human_messages for day in some),
        "total_assistant_messages": sum(day.assistant_messages for day in some),
        "total_input_tokens": sum(day.input_tokens for day in some),
        "total_output_tokens": sum(day.output_tokens for day in some),
        "total_cost": sum(day.cost for day in some),
        "total_sessions": sum(day.sessions for day in some),
        "total_thinking_time_hours": sum(day.thinking_ms for day in some) / 3_600_000,
        "total_user_active_hours": sum(day.active_ms for day in some) / 3_600_000,
        "days_active": len(some),
        "total_curse_words": sum(day.curse_words for day in some),
        "total_questions": sum(day.questions for day in some),
        "total_exclamations": sum(day.exclamations for day in some),
        "total_please_count": sum(day.please_count for day in some),
        "total_thanks_count": sum(day.thanks_count for day in some),
        "total_caps_rage": sum(day.caps_rage for day in some),
        "total_lol_count": sum(day.lol_count for day in some),
        "total_word_count": sum(day.word_count for day in some),
        "total_code_blocks": sum(day.code_blocks for day in some),
        "total_lines_of_code": sum(day.lines_of_code for day in some),
        "languages": dict(languages),
        "hourly_activity": {str(hour): messages for hour, messages in hours.items()},
    }
    return totals | _scores(totals, hours, languages)


def _scores(totals: Json, hours: Counter[int], languages: Counter[str]) -> Json:
    """Hour 5 is both late and early; the politeness is cut to a whole number, not rounded, and at most 100.

    Of hours with as many messages, the peak is the one met first; without any hour there is no peak.
    """
    polite = totals["total_please_count"] + totals["total_thanks_count"]
    scores: Json = {
        "politeness_score": min(100, int(polite / max(totals["total_human_messages"], 1) * 100)),
        "top_languages": [[language, lines] for language, lines in languages.most_common(_TOP)],
    }
    if hours:
        scores["peak_hour"] = f"{max(hours, key=lambda hour: hours[hour]):02}:00"
    dated = hours.total() or 1
    scores["night_owl_score"] = round(sum(hours[hour] for hour in (22, 23, *range(6))) / dated * 100)
    scores["early_bird_score"] = round(sum(hours[hour] for hour in range(5, 9)) / dated * 100)
    return scores


def _added(counters: list[Counter[Any]]) -> Counter[Any]:
    """Not by sum(): that drops languages whose blocks are all empty, and the order in which things were met."""
    added: Counter[Any] = Counter()
    for counter in counters:
        added.update(counter)
    return added


def _breakdown(date: str, day: Day) -> Json:
    return {
        "date": date,
        "messages": day.messages,
        "human_messages": day.human_messages,
        "assistant_messages": day.assistant_messages,
        "tokens": day.input_tokens + day.output_tokens,
        "input_tokens": day.input_tokens,
        "output_tokens": day.output_tokens,
        "cost": day.cost,
        "sessions": day.sessions,
        "thinking_time_minutes": round(day.thinking_ms / 60_000, 2),
        "user_active_minutes": round(day.active_ms / 60_000, 2),
        "code_blocks": day.code_blocks,
        "lines_of_code": day.lines_of_code,
    }
