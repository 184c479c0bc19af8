"""The next version of a database from what it holds: with the user's rows and this program's data as they now are."""

from pathlib import Path

from etl.errors import DatabaseError
from etl.warehouse.build.current import look
from etl.warehouse.build.next_database import next_database
from etl.warehouse.build.outcome import Outcome
from etl.warehouse.build.plan import Plan


def renew(database: Path, zone: str | None = None) -> Outcome:
    """Make and publish a database's next version without loading anything, its days cut in ``zone`` or as they are.

    Raises DatabaseError where no database is, or none that may be changed.
    """
    if not database.exists():
        raise DatabaseError(f"There is no {database.name}. Make it with: etl load EXPORT")
    told = look(database.resolve()).settings
    plan = Plan(zone or told.get("timezone", "UTC"), told.get("rules", ""), keep_text=False)
    with next_database(database, plan) as following:
        following.begin()
        return following.finish()
