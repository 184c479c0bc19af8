"""Budgets: what the user means to spend at most a day, week or month, in all or on one project."""

from decimal import Decimal
from pathlib import Path

from etl.errors import SettingError
from etl.state.overrides import Row, own, put, remove
from etl.state.prices import amount

TABLE = "budgets"


def keep(database: Path, usd: str, per: str, project: str | None = None) -> str:
    """Keep a budget, in place of one for the same time and project, and say it in words.

    Raises SettingError for what is no amount of US dollars.
    """
    row = {"per": per, "project": _named(project), "usd": str(amount(usd, 2, "budget"))}
    put(database, TABLE, [row])
    return told(row)


def drop(database: Path, per: str, project: str | None = None) -> str:
    """Drop a budget, and say which it was. Raises SettingError if there is none for that time and project."""
    wanted = {"per": per, "project": _named(project)}
    # Where it is for all projects, the state file has an empty text and answers with None.
    known = [row for row in own(database)[TABLE] if (row["per"], row["project"] or "") == tuple(wanted.values())]
    if not known:
        where = f" on the project {project}" if project else ""
        raise SettingError(f"There is no budget a {per}{where}; see: etl budget list")
    remove(database, TABLE, **wanted)
    return told(known[0])


def told(row: Row) -> str:
    """A budget in words: $50.00 a month on the project api."""
    where = f" on the project {row['project']}" if row["project"] else ""
    return f"${Decimal(row['usd'] or 0):,.2f} a {row['per']}{where}"


def _named(project: str | None) -> str:
    """As the user types it; a folder with or without a slash at its end is the same."""
    stripped = (project or "").strip()
    return stripped.rstrip("/") or stripped
