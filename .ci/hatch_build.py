"""Put the empty database that new ones are copied from beside the package's modules."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BlankDatabase(BuildHookInterface):
    """Made by every build, an editable one too, of the SQL as it is then."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it, and let it be packed although git ignores it."""
        sys.path.insert(0, self.root)
        from etl import blank

        path = blank.place()
        for old in path.parent.glob("blank-*"):
            if old != path:
                old.unlink()
        if not path.exists():
            made = path.with_suffix(".part")
            blank.make(made)
            made.rename(path)
        build_data["artifacts"].append("/etl/blank-*.duckdb")
