"""What one session comes to, while it is being read."""

from collections import Counter
from dataclasses import dataclass, field

from etl.rows.details import Detail
from etl.transform.providers.claude.tools import Uses
from etl.transform.providers.issues import Notes


@dataclass(slots=True)
class State:
    """Filled event by event, in the order of the log."""

    notes: Notes
    details: list[Detail] = field(default_factory=list)
    uses: Uses = field(default_factory=Uses)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
