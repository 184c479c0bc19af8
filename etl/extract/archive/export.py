"""An export and its members."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from etl.rows.loads import Issue


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export: a name (only a label, never a place to write to), its size, and how to read it.

    The stream that ``open`` gives raises BrokenStreamError, an OSError, where its bytes end too early or turn
    out damaged. Everything before was delivered.
    """

    name: str
    bytes: int
    is_conversations: bool
    open: Callable[[], BinaryIO] = field(repr=False)


@dataclass(slots=True)
class Export:
    """One export: where it is, what it holds, what was odd, and a digest that names it.

    ``digest`` is 32 hexadecimal digits, equal for the same file under the same name, cheap at any size.
    """

    path: Path
    members: list[Member]
    digest: str
    issues: list[Issue] = field(default_factory=list)

    @property
    def conversations(self) -> list[Member]:
        """The members that hold conversations, in the order of their numbers."""
        return [member for member in self.members if member.is_conversations]

    @property
    def companions(self) -> list[Member]:
        """All other members."""
        return [member for member in self.members if not member.is_conversations]


def identity(path: Path, facts: Iterable[object]) -> str:
    """A digest of an export's name and of ``facts`` about its members."""
    digest = blake2b(path.name.encode(errors="surrogateescape"), digest_size=16)
    for fact in facts:
        digest.update(f"\0{fact}".encode(errors="surrogateescape"))
    return digest.hexdigest()
