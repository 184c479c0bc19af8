"""What a load tells about itself."""

from msgspec import Struct


class Issue(Struct, gc=False):
    """Something odd, kept aside with its reason; never with the text of a chat."""

    severity: str
    reason: str
    member: str | None = None
    byte_offset: int | None = None
    conversation_id: str | None = None
    node_id: str | None = None
    detail: str | None = None


class LoadFile(Struct, gc=False):
    """One member of an export, and what became of it: 'conversations', 'loaded' or 'listed'."""

    export: str
    member: str
    bytes: int | None
    treatment: str
    export_digest: str | None = None


class LoadDrop(Struct, gc=False):
    """Nodes that became no row, by reason."""

    reason: str
    nodes: int


class LoadField(Struct, gc=False):
    """Records that had a field or a value, and whether the provider's module knows it.

    ``with_text``: of an unknown role or type of content, the messages that carried text.
    """

    place: str
    name: str
    records: int
    is_known: bool
    with_text: int | None = None


class FileRead(Struct, gc=False):
    """A file of an export that was read, and what tells later that it is still the same."""

    folder: str
    member: str
    mark: bytes
    raw_hash: bytes
    modified_ns: int
    bytes: int
