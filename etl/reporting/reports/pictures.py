"""What the pictures above a report are drawn from."""

from collections.abc import Mapping
from pathlib import Path

from etl import assets
from etl.reporting.reports.catalogue import parameters
from etl.reporting.reports.connection import connect, execute, shape
from etl.reporting.reports.table import Table


def pictures(database: Path, chosen: Mapping[str, object]) -> dict[str, Table]:
    """The rows of every picture, by its name: ``days`` and ``models``.

    ``chosen`` as for run(); the pictures know since, until, provider and account. Raises DatabaseError as connect().
    """
    found = {}
    with connect(database) as connection:
        for name, sql in assets.terminal_queries().items():
            execute(connection, sql, {key: chosen.get(key) for key in parameters(sql)})
            columns, types = shape(connection)
            found[name] = Table(name, columns, types, connection.fetchall())
    return found
