"""The notebook, pointing at the user's database."""

import json
from pathlib import Path
from typing import Any

from etl import assets
from etl.errors import SettingError
from etl.files import whole
from etl.reporting.reports.connection import connect

_PARAMETERS = "parameters"
"""The tag of the cell that says where the database is; other tools that fill in notebooks know it too."""


def load(database: Path) -> dict[str, Any]:
    """The notebook that comes with the program, as JSON, its parameters set to a database's absolute path.

    Raises DatabaseError if there is no such database, or it cannot be read.
    """
    connect(database).close()
    document: dict[str, Any] = json.loads(assets.notebook().read_text("utf-8"))
    for cell in document["cells"]:
        if _PARAMETERS in cell["metadata"].get("tags", ()):
            # What JSON writes for a text is what Python reads.
            cell["source"] = [f"DATABASE = {json.dumps(str(database.absolute()), ensure_ascii=False)}"]
    return document


def save(text: str, target: Path, force: bool) -> None:
    """Write a notebook or a page, mode 0600, whole or not at all.

    Raises SettingError where there is a file of that name and ``force`` is not given, EtlError if it cannot be written.
    """
    demand(target, force)
    with whole(target) as stream:
        stream.write(text.encode())


def demand(target: Path, force: bool) -> None:
    """Raises SettingError where a file would be overwritten, or its folder is missing."""
    if target.exists() and not force:
        raise SettingError(f"There is a {target} already; replace it with --force, or choose another name.")
    if not target.parent.is_dir():
        raise SettingError(f"There is no folder {target.parent}; make it first.")
