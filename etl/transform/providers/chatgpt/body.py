"""What a message's content comes to, while it is being read."""

from dataclasses import dataclass, field
from typing import Any

from etl.rows.details import Attachment
from etl.transform.providers.coerce import as_json
from etl.transform.providers.issues import Notes


@dataclass(slots=True)
class Body:
    """Filled by the reader of a content type; ``pieces`` are the text-bearing parts in their order."""

    node_id: str
    notes: Notes
    kind: str = "unknown"
    pieces: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    unread: list[Any] = field(default_factory=list)
    raw: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None
    seconds: float | None = None

    def say(self, value: object, name: str) -> None:
        """Take a text-bearing field: text as it is, nothing for null, anything else as JSON with a note."""
        if type(value) is str:
            if value:
                self.pieces.append(value)
        elif value is not None:
            self.notes.odd("a text field holds something else", self.node_id, name)
            written = as_json(value)
            if written is None:
                self.notes.lost("a field nested too deep to keep", self.node_id, name)
            else:
                self.pieces.append(written)

    def leave_out(self, value: object, name: str, reason: str) -> None:
        """Name a field that holds something and stays out of the text, with the reason."""
        if value:
            self.omitted.append(f"{name}: {reason}")

    def keep(self, value: object) -> None:
        """Keep something nobody knows as JSON beside the text."""
        self.unread.append(value)

    def attach(self, attachment: Attachment) -> None:
        """Add a file, picture or recording, numbered in its message."""
        attachment.ordinal = len(self.attachments)
        self.attachments.append(attachment)

    def raw_content(self) -> str | None:
        """The JSON of what was not understood, if anything was not."""
        if self.raw is None and self.unread:
            self.raw = as_json(self.unread)
            if self.raw is None:
                self.notes.lost("content nested too deep to keep", self.node_id)
        return self.raw
