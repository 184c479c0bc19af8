"""What one conversation comes to, while it is being read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from etl.rows.details import Detail
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json
from etl.transform.providers.issues import MOST_NAMES, Notes


@dataclass(slots=True)
class Reading:
    """Filled message by message; ``fields`` counts the names met, by place."""

    notes: Notes
    details: list[Detail] = field(default_factory=list)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)

    def see(self, place: str, names: Iterable[str]) -> None:
        """Count one record by the names of its fields."""
        self.fields.update((place, name) for name in list(names)[:MOST_NAMES])

    def keep(self, row: Message, fragment: Any) -> None:
        """Keep what nobody knows as JSON beside the text."""
        row.raw_content = as_json(fragment)
        if row.raw_content is None:
            self.notes.lost("content nested too deep to keep", row.node_id)

    def say(self, row: Message, value: object) -> None:
        """Give a row its text: text as it is, anything else as JSON with a note."""
        told = value if type(value) is str else None
        if told is None and value is not None:
            self.notes.odd("a text field holds something else", row.node_id, "content")
            told = as_json(value)
            if told is None:
                self.notes.lost("a field nested too deep to keep", row.node_id, "content")
        row.text = told or ""
        row.characters = len(row.text)
