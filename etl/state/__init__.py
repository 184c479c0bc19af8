"""What the user owns: a small SQLite file beside the database. The database can be rebuilt, this cannot."""

from etl.state.choices import save, settings
from etl.state.file import open_state, state_path
from etl.state.overrides import Row, add, own, put, remove

__all__ = ["Row", "add", "open_state", "own", "put", "remove", "save", "settings", "state_path"]
