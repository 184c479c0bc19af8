"""What one conversation comes to, while it is being read."""

from dataclasses import dataclass, field

from etl.rows.details import Detail
from etl.transform.providers.claude.fields import Shapes
from etl.transform.providers.issues import Notes
from etl.transform.providers.placement import unused
from etl.transform.providers.tool_uses import Uses


@dataclass(slots=True)
class State:
    """Filled message by message, in the order of the file; ``ids`` are the nodes so far."""

    notes: Notes
    shapes: Shapes = field(default_factory=Shapes)
    details: list[Detail] = field(default_factory=list)
    uses: Uses = field(default_factory=Uses)
    ids: set[str] = field(default_factory=set)

    def row_id(self, own: str, number: int) -> str:
        """The id of a row before the last of a message, which has the message's ``own`` id; it is taken then."""
        node = unused(f"{own}/{number}", self.ids)
        self.ids.add(node)
        return node
