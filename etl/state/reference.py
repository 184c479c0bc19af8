"""Reference data as rows, ours and the user's: enough to check what a user states, without any database."""

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from etl import assets
from etl.errors import SettingError
from etl.state.overrides import Row, own


@cache
def shipped(table: str) -> tuple[Row, ...]:
    """The rows of sql/seeds/<table>.csv; what is empty there is None."""
    with assets.seed(table).open(encoding="utf-8", newline="") as file:
        return tuple({name: value or None for name, value in row.items()} for row in csv.DictReader(file))


def columns(table: str) -> tuple[str, ...]:
    """The columns of sql/seeds/<table>.csv."""
    return tuple(shipped(table)[0])


def figures(database: Path, table: str) -> list[Row]:
    """Our rows of pricing or model_map, then the user's."""
    return [*shipped(table), *own(database)[table]]


def words(values: Iterable[str | None]) -> str:
    """Values in a sentence: each once, in order."""
    return ", ".join(sorted({value for value in values if value is not None}))


def amount(text: str, places: int, what: str) -> Decimal:
    """An amount of US dollars, exact. Raises SettingError for what is none, is negative, or has too many places."""
    if not re.fullmatch(rf"[0-9]{{1,6}}(\.[0-9]{{1,{places}}})?", text.strip()):
        raise SettingError(
            f"'{text}' is no {what}; give US dollars, zero or more, with at most {places} decimal places, like 22.50."
        )
    return Decimal(text.strip())
