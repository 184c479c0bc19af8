"""What the tests of reference data share: the rows of a seed as written, and the names of its sources."""

import csv
import re

from etl import assets

TABLES = (
    *("pricing", "price_tiers", "price_steps", "model_map", "model_limits", "plans", "token_rules", "token_factors"),
    *("cache_rules", "image_rules", "tool_prices", "estimates", "sources"),
)

_KEY = re.compile(r"([A-Z]\d{0,2}|guess)(\([^()]+\))?")


def rows(table: str) -> list[dict[str, str]]:
    """The rows of sql/seeds/<table>.csv, every value as text, "" where it is empty."""
    with assets.seed(table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def source_keys(text: str) -> list[str]:
    """The keys in a source: one or several joined by +, each with a remark in brackets if need be: S10(cut)+K(day).

    Raises ValueError for anything else.
    """
    matches = [_KEY.fullmatch(part) for part in re.split(r"\+(?![^(]*\))", text)]
    if not all(matches):
        raise ValueError(f"not a list of sources: {text}")
    return [match[1] for match in matches if match]
