"""What the lines of the cost report mean, and what came of the plans, in sentences."""

from collections.abc import Mapping
from typing import Any

from etl.charts.words import dollars, vendor

MEANINGS = {
    "counted, no cache": "Every request with all that stood before it, at the list price of its day.",
    "same, with cache": "The same, where repeated beginnings come from the prompt cache: at best, usually, at worst.",
    "each text once": "As if every message had been paid for only once: the least that can be argued.",
    "shown branch only": "Without answers that were regenerated or edited away.",
    "pictures in prompts": "What pictures add, from low to high detail.",
    "reasoning shown": "The thoughts that the export holds; hidden ones would add to it.",
    "all of it": "The sum, from the least to the most that is plausible.",
    "not priced": "Requests of models that no API sells; in no sum above.",
}


def sentence(row: Mapping[str, Any]) -> str:
    """A vendor's plans in a sentence; ``row`` is of queries/web/verdicts.sql."""
    name = vendor(row["vendor"]) if row["vendor"] else "Unknown vendor"
    if not row["planned"]:
        return f"{name}: no plan is stated, so nothing can be said of its worth. State it below."
    said = f"{name}: the plan was worth it in {row['worth']:,} of {row['planned']:,} months"
    if row["usd_fee"] is not None and row["usd_planned"] is not None:
        said += f"; {dollars(row['usd_fee'])} was paid for what an API would have sold at {dollars(row['usd_planned'])}"
    if row["unused"]:
        said += f"; {row['unused']:,} months were paid and not used"
    return f"{said}."
