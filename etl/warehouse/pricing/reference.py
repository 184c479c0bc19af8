"""Reference data: the figures this program ships and those the user added -> core tables."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from etl import __version__, assets
from etl.warehouse import schema

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
_PLANTING = ("plant_periods", "prefer_own", "mark_first", "version")
_STATED = ("plan_periods", "model_assumptions", "labels", "budgets")


def plant(connection: duckdb.DuckDBPyConnection, own: Own) -> None:
    """Fill every reference table anew from sql/seeds, with the user's rows before ours where both have a key.

    A figure holds from its day until the day of the next figure of the same thing (half-open). The core tables
    must exist.

    Raises duckdb.ConversionException for rows of the user's that are not what they should be.
    """
    for table in assets.sql("tables"):
        if table in assets.seeds():
            _plant(connection, table, own.get(table, ()))
    for table in _STATED:
        _fill(connection, table, own.get(table, ()))
    connection.execute(assets.sql("pricing")["version"], {"hash": pricing_hash(own)[:8]})


def plant_providers(connection: duckdb.DuckDBPyConnection, vendors: Mapping[str, str]) -> None:
    """Put who sells the models of each provider into core.providers.

    Others that are there stay: their packages are not asked now, but the chats that came of them are kept.
    """
    connection.execute("delete from core.providers where list_contains(?, provider)", [list(vendors)])
    rows = [{"provider": name, "vendor": vendor} for name, vendor in vendors.items()]
    _insert(connection, "core.providers", rows)


def pricing_hash(own: Own) -> str:
    """A hash of every figure, of the user's too: two reports with equal hashes can be compared."""
    shipped = assets.seeds().values()
    added = [str(sorted(map(_sorted_items, own.get(table, ())))) for table in (*_MENDABLE, _STATED[1])]
    return _digest([*shipped, *added])


def priced(own: Own) -> str:
    """A hash of everything that decides what a request is and costs, but the requests' own messages."""
    texts = [text for _, text in sorted(assets.sql("pricing").items())]
    return _digest([__version__, pricing_hash(own), *texts])


def planted(own: Own, vendors: Mapping[str, str]) -> str:
    """A hash of everything that becomes reference data: figures, the user's rows, providers, and how they are put."""
    rows = [f"{table} {sorted(map(_sorted_items, some))}" for table, some in sorted(own.items()) if some]
    texts = [assets.sql("pricing")[name] for name in _PLANTING]
    return _digest([__version__, pricing_hash(own), schema.layout(), *texts, *rows, str(sorted(vendors.items()))])


def _sorted_items(row: Mapping[str, str | None]) -> str:
    """A row as text, the same whatever the order of its columns."""
    return str(sorted(row.items()))


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


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, str | None]]) -> None:
    connection.execute(f"delete from core.{table}")
    _insert(connection, f"core.{table}", rows)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, str | None]]) -> None:
    stated = list(rows)
    if not stated:
        return
    columns = list(dict.fromkeys(name for row in stated for name in row))
    cells = ", ".join(f"unnest(?::varchar[]) as {name}" for name in columns)
    values = [[row.get(name) for row in stated] for name in columns]
    connection.execute(f"insert into {table} by name select {cells}", values)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
