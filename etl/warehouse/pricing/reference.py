"""Reference data: the figures this program ships and those the user added -> core tables."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from etl import assets
from etl.transform.providers.registry import OURS

Own = Mapping[str, Sequence[Mapping[str, str | None]]]
"""The user's rows by core table, as texts under the names of the table's columns."""

KEYS = {
    "pricing": "vendor, api_model",
    "model_limits": "vendor, api_model",
    "plans": "vendor, plan, billing",
    "price_tiers": "vendor, api_model, tier",
    "tool_prices": "vendor, tool",
}
"""The tables of figures that hold from a day on, with what a figure is of."""

_MENDABLE = {
    "pricing": "vendor, api_model, valid_from",
    "model_map": "vendor, provider, slug, encoding_witness, valid_from",
}
_STATED = ("plan_periods", "model_assumptions", "labels", "budgets")


def plant(connection: duckdb.DuckDBPyConnection, own: Own, vendors: Mapping[str, str] | None = None) -> None:
    """Fill every reference table anew from sql/seeds, with the user's rows before ours where both have a key.

    A figure holds from its day until the day of the next figure of the same thing (half-open). The core tables
    must exist. ``vendors`` are those of the providers that a load asks beside ours.

    Raises duckdb.ConversionException for rows of the user's that are not what they should be.
    """
    for table in assets.sql("tables"):
        if assets.seed(table).exists():
            _plant(connection, table, own.get(table, ()))
    for table in _STATED:
        _fill(connection, table, own.get(table, ()))
    _plant_providers(connection, {**OURS.vendors(), **(vendors or {})})
    connection.execute(assets.sql("pricing")["version"], {"hash": pricing_hash(own)[:8]})


def pricing_hash(own: Own) -> str:
    """A hash of every figure, of the user's too: two reports with equal hashes can be compared."""
    shipped = [assets.seed(table).read_text("utf-8") for table in sorted(assets.sql("tables")) if _is_seeded(table)]
    added = [str(sorted(map(sorted_items, own.get(table, ())))) for table in (*_MENDABLE, _STATED[1])]
    return hashlib.blake2b("\0".join([*shipped, *added]).encode(), digest_size=16).hexdigest()


def sorted_items(row: Mapping[str, str | None]) -> str:
    """A row as text, the same whatever the order of its columns."""
    return str(sorted(row.items()))


def _is_seeded(table: str) -> bool:
    return assets.seed(table).exists()


def _plant(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, str | None]]) -> None:
    read = "from read_csv(?, header = true, all_varchar = true)"
    connection.execute(f"create or replace temp table shipped as select * {read}", [str(assets.seed(table))])
    statements = assets.sql("pricing")
    if table in _MENDABLE:
        connection.execute("create or replace temp table owned as select * from temp.shipped limit 0")
        _insert(connection, "temp.owned", rows)
        connection.execute(statements["prefer_own"].format(keys=_MENDABLE[table]))
    connection.execute(f"delete from core.{table}")
    if table in KEYS:
        connection.execute(statements["plant_periods"].format(table=table, keys=KEYS[table]))
    else:
        connection.execute(f"insert into core.{table} by name select * from temp.shipped")
    if table == "pricing":
        connection.execute(statements["mark_first"])


def _plant_providers(connection: duckdb.DuckDBPyConnection, vendors: Mapping[str, str]) -> None:
    """Others that are there stay: their packages are not asked now, but the chats that came of them are kept."""
    connection.execute("delete from core.providers where list_contains(?, provider)", [list(vendors)])
    rows = [{"provider": name, "vendor": vendor} for name, vendor in vendors.items()]
    _insert(connection, "core.providers", rows)


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, str | None]]) -> None:
    connection.execute(f"delete from core.{table}")
    _insert(connection, f"core.{table}", rows)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, str | None]]) -> None:
    stated = list(rows)
    if not stated:
        return
    columns = list(dict.fromkeys(name for row in stated for name in row))
    arrays = [pa.array([row.get(name) for row in stated], pa.string()) for name in columns]
    connection.register("own_rows", pa.table(arrays, names=columns))
    connection.execute(f"insert into {table} by name select * from own_rows")
    connection.unregister("own_rows")
