"""What follows from the stored rows, from the data this program ships, and from the user's settings."""

import hashlib

import duckdb
import pyarrow as pa

from etl import __version__, assets
from etl.transform.providers.registry import OURS
from etl.warehouse import schema, timezones
from etl.warehouse.build.current import Previous
from etl.warehouse.build.plan import Plan
from etl.warehouse.pricing.reference import Own, plant, plant_providers, planted, priced

PORTION = 500_000
"""Nodes of the conversations whose answers are joined together: what bounds the memory."""


def settle(
    connection: duckdb.DuckDBPyConnection,
    previous: Previous,
    plan: Plan,
    chosen: dict[str, str],
    own: Own,
) -> None:
    """Write what no export tells: days in the plan's zone, reference data, settings; the user's among all of them.

    Reference data that the next file has already, of the current one or of the blank one, is left as it is.
    """
    if previous.settings.get("timezone", plan.zone) != plan.zone:
        shift_days(connection, plan.zone)
    stored = {
        "layout": schema.layout(),
        "rules": plan.rules,
        "derived": derived(),
        "priced": priced(own),
        "planted": planted(own, OURS.vendors() | dict(plan.vendors)),
        "product_version": __version__,
        "schema_version": str(schema.SCHEMA_VERSION),
        "timezone": plan.zone,
        "text_stored": _text_stored(connection, previous, plan),
    }
    _renew_reference(connection, own, plan, stored["planted"])
    connection.execute("delete from core.settings where name <> 'pricing_version'")
    connection.executemany("insert into core.settings values (?, ?)", sorted((chosen | stored).items()))


def derive(connection: duckdb.DuckDBPyConnection, *, everything: bool) -> None:
    """Fill the tables that follow from other rows: of the versions in temp.touched_versions, or of all conversations.

    The calendar and the months of plans follow from a few dates, and are always made anew.
    """
    statements = assets.sql("derive")
    for name in ("dim_date", "plan_months"):
        connection.execute(statements[name])
    _split_answers(connection, statements["split_answers"], everything)


def derived() -> str:
    """A hash of the statements that fill derived tables, of the views, and of this program's version."""
    texts = [text for folder in ("derive", *schema.VERSIONS) for _, text in sorted(assets.sql(folder).items())]
    return hashlib.blake2b("\0".join([__version__, *texts]).encode(), digest_size=16).hexdigest()


def shift_days(connection: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Write the local date and hour of every message anew, in another zone."""
    days = [day for (day,) in connection.execute(assets.sql("build")["days"]).fetchall()]
    found = timezones.intervals(zone, days)
    columns = [
        pa.array([start for start, _, _ in found], pa.timestamp("us")),
        pa.array([end for _, end, _ in found], pa.timestamp("us")),
        pa.array([seconds for _, _, seconds in found], pa.int64()),
    ]
    connection.register("offset_rows", pa.table(columns, names=["valid_from", "valid_until", "seconds"]))
    connection.execute("create or replace temp table offsets as from offset_rows")
    connection.unregister("offset_rows")
    connection.execute(assets.sql("build")["new_zone"])


def _renew_reference(connection: duckdb.DuckDBPyConnection, own: Own, plan: Plan, wanted: str) -> None:
    """Plant what the next file lacks of what it should hold; the blank one lacks the providers."""
    found = connection.execute("select value from core.settings where name = 'planted'").fetchall()
    if found == [(wanted,)]:
        return
    if found != [(planted(own, {}),)]:
        plant(connection, own)
    plant_providers(connection, OURS.vendors() | dict(plan.vendors))


def _split_answers(connection: duckdb.DuckDBPyConnection, statement: str, everything: bool) -> None:
    which = {"everything": everything}
    connection.execute("create temp table if not exists touched_versions (conversation_id varchar, revision bigint)")
    connection.execute(assets.sql("build")["forget_answers"], which)
    connection.execute(assets.sql("build")["renewed"], which | {"portion": PORTION})
    portions = connection.execute("select distinct portion from temp.renewed order by all").fetchall()
    for (number,) in portions:
        connection.execute(statement, {"portion": number})


def _text_stored(connection: duckdb.DuckDBPyConnection, previous: Previous, plan: Plan) -> str:
    """'true', 'false' or 'partly'; only a file that may lack some text has to be looked through."""
    if plan.keep_text and previous.settings.get("text_stored", "true") == "true":
        return "true"
    with_text, without = connection.execute(assets.sql("build")["count_texts"]).fetchall()[0]
    if with_text and without:
        return "partly"
    return "true" if with_text or (not without and plan.keep_text) else "false"
