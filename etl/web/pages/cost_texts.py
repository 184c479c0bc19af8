"""What the lines of the cost report mean, and what came of the plans, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.reporting.formats.humanize import count, dollars, vendor

MEANINGS = {
    "counted, no cache": "Every request with all that stood before it, at the list price of its day.",
    "same, with cache": "The same, where repeated beginnings come from the prompt cache: at best, usually, at worst.",
    "each text once": "As if every message had been paid for only once: the least that can be argued.",
    "shown branch only": "Without answers that were regenerated or edited away.",
    "pictures in prompts": "What pictures add, from low to high detail.",
    "reasoning shown": "The thoughts that the export holds; hidden ones would add to it.",
    "all of it": "The sum, from the least to the most that is plausible.",
    "web searches": "Searches of the web, at what an API asks for each; in no other line.",
    "pictures generated": "Pictures that were made, from the cheapest quality to the dearest; in no other line.",
    "an older tool says": "Characters divided by 4, each text once, at one model's price: for comparing old figures.",
    "not priced": "Requests of models that no API sells; in no sum above.",
    "backdated": "Requests of days before the model's first price, taken at that price.",
    "uncertain model": "Requests whose model is not sold by that name: the nearest one's price is taken.",
    "truncated": "Requests with more before them than the model could read; what fits is counted.",
    "encoding proven": "Requests whose way to cut text into tokens the export itself shows; others follow the model.",
}


def sentences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What came of each vendor's plans, and of which none is known; ``rows`` are of queries/web/verdicts.sql."""
    unstated = [_vendor(row) for row in rows if not row["planned"] and row["vendor"]]
    told = [_sentence(row) for row in rows if row["planned"]]
    if unstated:
        told.append(f"{listed(unstated)}: no plan is stated, so nothing can be said of its worth. State it below.")
    return told


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _vendor(row: Mapping[str, Any]) -> str:
    return vendor(row["vendor"]) if row["vendor"] else "Unknown vendor"


def _sentence(row: Mapping[str, Any]) -> str:
    said = f"{_vendor(row)}: the plan was worth it in {row['worth']:,} of {count(row['planned'], 'month')}"
    if row["usd_fee"] is not None and row["usd_planned"] is not None:
        said += f"; {dollars(row['usd_fee'])} was paid for what an API would have sold at {dollars(row['usd_planned'])}"
    if row["unused"]:
        said += f"; {count(row['unused'], 'month was', 'months were')} paid and not used"
    return f"{said}."
