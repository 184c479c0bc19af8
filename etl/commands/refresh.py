"""What a change of the user's own rows says, and does, to the database: it follows at once, if there is one."""

from pathlib import Path
from shlex import quote

import click


def bring_in(database: Path, told: str) -> None:
    """Say what was changed, and make the next version of the database with it; of a lake its next load does that.

    Raises DatabaseError if that is not possible now; the change is kept all the same.
    """
    from etl.errors import DatabaseError
    from etl.warehouse.build.renew import renew
    from etl.warehouse.lake_file import lake_of

    click.echo(told, err=True)
    lake = lake_of(database)
    if lake is not None:
        click.echo(f"The next load into the lake brings it in: etl load --lake {quote(str(lake))} EXPORTS", err=True)
        return
    if not database.exists():
        click.echo(f"There is no {database.name} yet; the first load will know of it.", err=True)
        return
    try:
        renew(database)
    except DatabaseError as error:
        raise DatabaseError(
            f"The change is kept, and the next load brings it in; now it could not be: {error}"
        ) from error
    click.echo(f"Renewed {database.name}: its views and reports follow.", err=True)
