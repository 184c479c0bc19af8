"""Where the exports lie that hold pictures: no database tells it, which may be given away; the state stays here."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from etl.state.file import is_begun, open_state

_KNOWN = "select export_digest, path from export_places"
_UPSERT = "insert into export_places values (?, ?) on conflict (export_digest) do update set path = excluded.path"


def remember(database: Path, places: Mapping[str, Path]) -> None:
    """Note where exports lie, by their digests; where there are none, no state file is made."""
    told = [(digest, str(path.absolute())) for digest, path in places.items() if _is_text(path)]
    if told:
        with open_state(database) as connection, closing(connection.cursor()) as cursor:
            cursor.executemany(_UPSERT, told)


def known(database: Path) -> dict[str, Path]:
    """Where exports lay when they were loaded, by their digests; some may be gone."""
    if not is_begun(database):
        return {}
    with open_state(database) as connection:
        return {digest: Path(path) for digest, path in connection.execute(_KNOWN).fetchall()}


def _is_text(path: Path) -> bool:
    """A name that is no text, as file systems allow, cannot be stored as one."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True
