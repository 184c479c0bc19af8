"""Whether what is asked for is there at all: a slip of the pen is a sentence, not an empty answer."""

from collections.abc import Mapping
from pathlib import Path

from etl import assets
from etl.errors import QueryError, did_you_mean
from etl.reporting.reports.reading import reading

_SHOWN = 20


def demand_known(database: Path, chosen: Mapping[str, object]) -> None:
    """Raise QueryError if a provider, an account or a model is chosen that a database has never heard of.

    Raises DatabaseError as connect().
    """
    asked = {name: sql for name, sql in assets.filter_queries().items() if chosen.get(name) is not None}
    if not asked:
        return
    with reading(database) as found:
        for name, sql in asked.items():
            known = sorted(str(value) for (value,) in found.rows(sql, {}) if value is not None)
            if chosen[name] not in known:
                hint = did_you_mean(str(chosen[name]), known) or f"There are: {', '.join(known[:_SHOWN]) or 'none'}."
                raise QueryError(f"There is no {name} '{chosen[name]}' in this database. {hint}")
