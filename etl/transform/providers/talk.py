"""A conversation while it is read, for providers whose records become a row or a few each: rows, tools, usage, names.

What is said is told to ``Talk`` in the order of the file; ``finish`` makes the tree of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.details import Attachment, Citation, Detail
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers import reported_usage, tool_uses
from etl.transform.providers.coerce import as_json, from_json, text
from etl.transform.providers.issues import Notes, named_fields
from etl.transform.providers.placement import name_models, plant, unused
from etl.transform.providers.reported_usage import Usage
from etl.transform.providers.tool_uses import Use, Uses, category_by_prefix

LAST = "\0last"
"""As a parent: the row before."""

BESIDE = "fields of a message that are kept as JSON"
UNKEPT = "parts of a message that are not kept"
"""Why something is noted that is said neither by a person nor by a model, or cannot be told apart."""

SIDECHAIN = "sidechain"
"""The channel of what a sub-agent wrote."""

_LONGEST_TITLE = 200
_QUIET = frozenset({"thoughts", "recap", "error"})
_CATEGORIES = (
    dict.fromkeys(
        ("web", "google_web_search", "webfetch", "websearch", "fetch", "copilot_fetchwebpage", "browser_action"),
        "browse",
    )
    | dict.fromkeys(
        ("bash", "shell", "powershell", "run_shell_command", "run_in_terminal", "execute_command", "code_interpreter"),
        "python",
    )
    | dict.fromkeys(("task", "agent", "runsubagent"), "agent")
    | {"mcp": "connector", "image_generation": "image", "generate_image": "image"}
)


def category(name: str) -> str:
    """What kind of tool a name stands for."""
    return category_by_prefix(name, _CATEGORIES, "_-.:")


@dataclass(slots=True)
class Talk:
    """The rows of one conversation, and what they came to so far."""

    flat: Flat
    notes: Notes = field(default_factory=Notes)
    rows: list[Message] = field(default_factory=list)
    uses: Uses = field(default_factory=Uses)
    usages: dict[str, Usage] = field(default_factory=dict)
    details: list[Detail] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    _ordinals: Counter[tuple[type, str]] = field(default_factory=Counter)

    def see(self, place: str, names: Iterable[str]) -> None:
        """Count one record by the names of its fields."""
        self.flat.fields.update(named_fields(place, tuple(names)))

    def drop(self, reason: str = "no message") -> None:
        """A record that becomes no row."""
        self.flat.drops[reason] += 1

    def has(self, node: str) -> bool:
        """Is there a row of that id?"""
        return node in self._ids

    def add(
        self,
        node: str,
        role: str | None,
        words: object,
        at: Micros | None,
        kind: str = "text",
        parent: str | None = LAST,
    ) -> Message:
        """A row below the one before, or below ``parent``. Where its id is taken it gets one made of it."""
        own = unused(node, self._ids)
        self._ids.add(own)
        row = Message(own, node, role=role, kind=kind, created_at=at, position=len(self.rows))
        before = self.rows[-1].node_id if self.rows else None
        row.parent_id = before if parent == LAST else parent
        self.say(row, words)
        self.rows.append(row)
        return row

    def say(self, row: Message, words: object) -> None:
        """Give a row its text: one, or several with line ends between; anything else as JSON, with a note."""
        pieces = [one for one in (words if isinstance(words, list) else [words]) if one not in (None, "", [], {})]
        told: list[str] = []
        for piece in pieces:
            words = piece if isinstance(piece, str) else as_json(piece)
            if not isinstance(piece, str):
                self.notes.odd("a text field holds something else", row.node_id)
            if words is None:
                self.notes.lost("a field nested too deep to keep", row.node_id)
            told += [words] if words else []
        row.text, row.characters = "\n".join(told), sum(map(len, told))

    def keep(self, row: Message, held: object, reason: str = "unknown content type", detail: str | None = None) -> None:
        """Keep what nobody knows as JSON beside the text, with a note."""
        self.notes.odd(reason, row.node_id, detail)
        row.raw_content = as_json(held)
        if row.raw_content is None:
            self.notes.lost("content nested too deep to keep", row.node_id)

    def keep_beside(self, row: Message, held: Mapping[str, Any], names: Iterable[str]) -> None:
        """Keep those fields of a record that say anything as JSON beside the text, with a note of their names."""
        found = {name: held[name] for name in names if held.get(name) not in (None, "", [], {}, False)}
        if found:
            before = [] if row.raw_content is None else [from_json(row.raw_content)]
            self.keep(row, [*before, found] if before else found, BESIDE, " ".join(found))
            row.kind = "unknown" if row.kind == "text" and not row.text else row.kind

    def call(
        self, node: str, name: str | None, given: Any, call_id: str | None, at: Micros | None, parent: str | None = LAST
    ) -> Message:
        """A row for the call of a tool."""
        named = name or "unknown"
        words = given if isinstance(given, str) else None if given in (None, {}, []) else as_json(given)
        row = self.add(node, "assistant", words, at, "code", parent)
        row.recipient = named
        self.uses.ask(call_id, Use(named, category(named), row, asked_at=at, is_timed=at is not None), given)
        return row

    def result(
        self, node: str, name: str | None, words: object, call_id: str | None, at: Micros | None, is_failed: bool
    ) -> Message:
        """A row for what a tool said, below the row before; whose call it answers is told by id, else by name."""
        row = self.add(node, "tool", words, at, "tool_output")
        named = name or "unknown"
        use = self.uses.answer(call_id, name, lambda: Use(named, category(named)), row)
        row.author_name = use.name
        use.add(row, at, is_failed)
        return row

    def spend(self, row: Message, used: Usage | None, name: str) -> None:
        """What the answer of that name used; of two reports of one answer the fuller holds."""
        row.usage_id = name
        before = self.usages.get(name)
        if used is not None and (before is None or (used.output, used.input) >= (before.output, before.input)):
            self.usages[name] = used

    def attach(self, row: Message, kind: str, origin: str, **facts: Any) -> None:
        """A file or picture that belongs to a row."""
        ordinal = self._next(Attachment, row)
        self.details.append(Attachment(row.node_id, ordinal, kind, origin, **facts))
        row.images += kind == "image"
        row.files += kind != "image"

    def cite(self, row: Message, origin: str, url: object, title: object, **facts: Any) -> None:
        """A source that a row names; nothing where it has neither address nor title."""
        if text(url) or text(title):
            ordinal = self._next(Citation, row)
            found = Citation(row.node_id, ordinal, "webpage", origin, url=text(url), title=text(title), **facts)
            self.details.append(found)

    def close(self, raw: Raw) -> Flat:
        """The session of a log: titled by what was typed first, and shown to the last row that no sub-agent wrote."""
        head = self.flat.conversation
        head.title = head.title or first_words(self.rows)
        self.see("conversation", raw)
        main = [row for row in self.rows if row.channel != SIDECHAIN] or self.rows
        return self.finish(head.conversation_id, main[-1].node_id if main else None)

    def finish(self, conversation_id: str, current: str | None = None, default_model: str | None = None) -> Flat:
        """The conversation, its tree numbered. ``current`` is the last node of what is shown."""
        for row in self.rows:
            if row.kind == "text" and not row.text:
                row.kind = "image" if row.images else "file" if row.files else "empty"
            row.in_context = row.in_context or (bool(row.text or row.images) and row.kind not in _QUIET)
        _date(self.flat, self.rows)
        plant(self.flat, self.rows, current, self.notes)
        reported_usage.settle(self.flat.messages, self.usages)
        name_models(self.flat.messages, default_model)
        self.flat.details = [*self.details, *(call for call, _ in tool_uses.calls(self.uses))]
        self.flat.issues = self.notes.issues(conversation_id)
        return self.flat

    def _next(self, kind: type, row: Message) -> int:
        self._ordinals[kind, row.node_id] += 1
        return self._ordinals[kind, row.node_id] - 1


def first_words(rows: Sequence[Message]) -> str | None:
    """A title for what has none: the first line that a person typed."""
    said = (row.text.strip() for row in rows if row.role == "user" and not row.is_hidden)
    found = next((words for words in said if words), None)
    return found.splitlines()[0][:_LONGEST_TITLE] if found else None


def has_words(held: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Does one of these fields hold anything?"""
    return any(held.get(name) not in (None, "", [], {}) for name in names)


def _date(flat: Flat, rows: Sequence[Message]) -> None:
    """A conversation that does not say when it began and ended did so with its messages."""
    times = [row.created_at for row in rows if row.created_at is not None]
    head = flat.conversation
    head.created_at = head.created_at if head.created_at is not None else min(times, default=None)
    head.updated_at = head.updated_at if head.updated_at is not None else max(times, default=None)
