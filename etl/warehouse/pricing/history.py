"""How prices went: ours, and the user's own, with what they were read from."""

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

import duckdb

from etl import assets
from etl.errors import SettingError
from etl.warehouse import schema
from etl.warehouse.pricing.reference import Own, plant

COLUMNS = {
    "vendor": "VARCHAR",
    "model": "VARCHAR",
    "valid_from": "DATE",
    "tier": "VARCHAR",
    "above_tokens": "INTEGER",
    "input": "DECIMAL",
    "cached_read": "DECIMAL",
    "cache_write": "DECIMAL",
    "output": "DECIMAL",
    "source": "VARCHAR",
}
"""What a row of one model's history holds. ``above_tokens``: prices of requests with more input than that; ``tier``:
standard, or the tier that logs report, like fast, priority, flex, batch and us.
"""

_DETAILS = ("vendor", "tier", "above_tokens")
"""What the history of all models leaves out, so that it fits into a terminal."""


@dataclass(frozen=True, slots=True)
class History:
    """Rows under some of COLUMNS, US dollars per million tokens, exact; and each source's key with its words."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    sources: list[str]


def history(own: Own, model: str | None = None) -> History:
    """Every price of a model at every tier, oldest first; without a model, standard prices of usual length of all.

    Raises SettingError for a model without any price.
    """
    with duckdb.connect() as connection:
        schema.create_tables(connection)
        plant(connection, own)
        found = connection.execute(assets.sql("price_history")["history"], {"model": model}).fetchall()
        if model is not None and not found:
            raise SettingError(_unknown(connection, model))
        cited = connection.execute(assets.sql("price_history")["cited"], {"model": model}).fetchall()
    columns = tuple(name for name in COLUMNS if model is not None or name not in _DETAILS)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    chosen = [row for row in rows if model is not None or (row["tier"], row["above_tokens"]) == ("standard", 0)]
    shown = [tuple(_short(row[name]) for name in columns) for row in chosen]
    return History(columns, shown, [f"{key}: {title}" for key, title in cited])


def _unknown(connection: duckdb.DuckDBPyConnection, model: str) -> str:
    known = [name for (name,) in connection.execute("select distinct api_model from core.pricing").fetchall()]
    near = get_close_matches(model.lower(), known, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else "see all: etl prices list"
    return f"There is no price of '{model}', ours or your own; {hint}"


def _short(value: object) -> object:
    """An amount without the zeros that its column's type appends."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value
