"""The next version of a database from what it holds: with the user's rows and this program's data as they now are."""

from contextlib import closing
from pathlib import Path

from etl.errors import DatabaseError
from etl.warehouse.build.current import look, opened
from etl.warehouse.build.next_database import next_database
from etl.warehouse.build.plan import Outcome, Plan
from etl.warehouse.file import connect
from etl.warehouse.lake_file import missing
from etl.warehouse.memory import allowance
from etl.warehouse.timezones import check_zone


def renew(database: Path, zone: str | None = None) -> Outcome:
    """Make and publish a database's next version without loading anything, its days cut in ``zone`` or as they are.

    Raises SettingError for a zone that does not exist, DatabaseError where no database is, or none that may be
    changed.
    """
    if not database.exists():
        raise missing(database)
    told = _settings(database.resolve())
    chosen = check_zone(zone or told.get("timezone", "UTC"))
    # Where all text is there, nobody has to look for messages that lack it.
    keeps_text = told.get("text_stored") == "true"
    plan = Plan(chosen, told.get("rules", ""), keeps_text, memory=allowance(database))
    with next_database(database, plan) as following:
        following.begin()
        return following.finish()


def rezone(database: Path, zone: str) -> Outcome:
    """Write every local date and hour anew, in ``zone``, and publish the result like a load's.

    Raises SettingError for a zone that does not exist, DatabaseError where no database is, or none that may be
    changed.
    """
    zone = check_zone(zone)
    if not database.exists():
        raise DatabaseError(f"There is no {database.name}. Make it with: etl load EXPORT --timezone {zone}")
    return renew(database, zone)


def _settings(path: Path) -> dict[str, str]:
    with closing(opened(path) or connect()) as connection:
        return look(path, connection).settings
