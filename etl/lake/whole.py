"""The fifth stage: the tables of the whole lake, from what the user chose, what this program ships, and all buckets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import assets
from etl.lake.generation import core_file
from etl.lake.tables import fill, private, see, whole_tables, write
from etl.state import overrides
from etl.state.file import settings
from etl.transform.providers.registry import OURS
from etl.warehouse import schema
from etl.warehouse.build.current import Previous
from etl.warehouse.build.derive import derived, settle
from etl.warehouse.build.plan import Plan
from etl.warehouse.pricing.reference import planted, priced
from etl.warehouse.pricing.requests import name_models


@dataclass(frozen=True, slots=True)
class Whole:
    """What the tables of the whole lake follow from.

    ``database`` is the one whose state file the user's own rows and settings are in; ``reference`` are the files of
    the reference tables, ``messages`` those of all buckets, ``load`` is the row of core.loads, and ``lacking`` are the
    tables of which no bucket has a row.
    """

    lake: Path
    generation: str
    database: Path
    plan: Plan
    reference: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    messages: Sequence[Path] = ()
    load: Mapping[str, object] = field(default_factory=dict)
    lacking: Sequence[str] = ()


REFERENCE = ("model_names", "loads", "dim_date", "plan_months")
"""The tables of the whole lake that follow from its rows; all others are there before any bucket is settled."""


def reference(whole: Whole) -> dict[str, list[Path]]:
    """Write the reference tables, the user's rows among them, and say where: pricing needs them."""
    with private(whole.lake, whole.plan.memory) as connection:
        schema.create_tables(connection, has_comments=False)
        settle(connection, Previous(), whole.plan, settings(whole.database), overrides.own(whole.database))
        tables = [table for table in whole_tables() if table not in REFERENCE]
        return {table: [_write(connection, whole, table)] for table in tables}


def finish(whole: Whole) -> dict[str, list[Path]]:
    """Write the tables that follow from all buckets, and one without rows of each that no bucket has."""
    statements = assets.sql("derive")
    with private(whole.lake, whole.plan.memory) as connection:
        schema.create_tables(connection, has_comments=False)
        fill(connection, whole.reference)
        see(connection, {"messages": whole.messages})
        name_models(connection, everything=True)
        for name in ("dim_date", "plan_months"):
            connection.execute(statements[name])
        connection.register("incoming_rows", pa.Table.from_pylist([dict(whole.load)]))
        connection.execute("insert into core.loads by name from incoming_rows")
        connection.unregister("incoming_rows")
        return {table: [_write(connection, whole, table)] for table in (*REFERENCE, *whole.lacking)}


def mark(whole: Whole) -> str:
    """What changes with anything that the user chose or that this program ships, and that is not of any export."""
    own = overrides.own(whole.database)
    told: list[object] = [
        planted(own, OURS.vendors() | dict(whole.plan.vendors)),
        priced(own),
        derived(),
        whole.plan.zone,
    ]
    told += [whole.plan.keep_text, whole.plan.rules, sorted(settings(whole.database).items())]
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _write(connection: duckdb.DuckDBPyConnection, whole: Whole, table: str) -> Path:
    path = core_file(whole.lake, table, whole.generation)
    write(connection, f"core.{table}", path)
    return path
