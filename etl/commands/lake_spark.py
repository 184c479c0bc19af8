"""What a lake's commands do with Spark, and what they say where it is not installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import SettingError


def make(lake: Path, master: str | None) -> str:
    """Make the views over a lake in a catalog of Spark; what to tell of that. Raises EtlError as session() does."""
    from etl.lake import views
    from etl.lake.database import readable

    generation = readable(lake)
    with needed():
        from etl.lake.spark import own_catalog, session

        with session(lake, master) as begun:
            views.create(begun, views.SPARK, lake, generation)
    place = own_catalog(lake)
    return f"Views     core and v1 of generation {generation.number} in {place or 'the catalog of your Spark'}"


def statements(lake: Path) -> Iterable[str]:
    """The statements that make them, for spark-sql or a notebook, with the settings of the session at first."""
    from etl.lake import views
    from etl.lake.database import readable

    generation = readable(lake)
    with needed():
        from etl.lake.spark import AS_VIEWS_NEED

        yield from (f"SET {name}={value};" for name, value in AS_VIEWS_NEED.items())
        yield from (f"{one};" for one in views.statements(views.SPARK, lake, generation))


@contextmanager
def needed() -> Iterator[None]:
    """Say in a sentence what to install where an import fails."""
    try:
        yield
    except ImportError as error:
        from etl.reporting.extras import command

        raise SettingError(f"--engine spark needs packages that are not installed; type: {command('spark')}") from error
