"""Settings: one text each, by name."""

from pathlib import Path

from etl.state.file import is_begun, open_state

_UPSERT = "insert into settings values (?, ?) on conflict (name) do update set value = excluded.value"


def settings(database: Path) -> dict[str, str]:
    """Every setting the user made; empty where there is no state file, and none is made."""
    if not is_begun(database):
        return {}
    with open_state(database) as connection:
        return dict(connection.execute("select name, value from settings order by name").fetchall())


def save(database: Path, name: str, value: str) -> None:
    """Remember a setting."""
    with open_state(database) as connection:
        connection.execute(_UPSERT, (name, value))
