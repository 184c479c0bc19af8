"""Cut the days of a database in another time zone."""

from pathlib import Path

from etl.errors import DatabaseError
from etl.warehouse.build.outcome import Outcome
from etl.warehouse.build.renew import renew
from etl.warehouse.timezones import check_zone


def rezone(database: Path, zone: str) -> Outcome:
    """Write every local date and hour anew, in ``zone``, and publish the result like a load's.

    Raises SettingError for a zone that does not exist, DatabaseError where no database is, or none that may be
    changed.
    """
    zone = check_zone(zone)
    if not database.exists():
        raise DatabaseError(f"There is no {database.name}. Make it with: etl load EXPORT --timezone {zone}")
    return renew(database, zone)
