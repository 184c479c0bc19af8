"""Put the empty database that new ones are copied from beside the modules that use it."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DatabaseTemplate(BuildHookInterface):
    """Made by every build, an editable one too, of the SQL as it is then."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it, and let it be packed although git ignores it."""
        sys.path.insert(0, self.root)
        from etl.warehouse import template

        template.renew()
        build_data["artifacts"].append("/etl/warehouse/template-*.duckdb")
