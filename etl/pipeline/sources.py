"""Whose each export of a load is, and what it tells beside its conversations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from itertools import islice, pairwise
from typing import BinaryIO

from etl.extract.archive import Export, Member
from etl.extract.archive.left_out import unread
from etl.extract.parse import read, read_log
from etl.extract.split.heads import slices
from etl.pipeline.accounts import Assign
from etl.pipeline.blocks import pieces
from etl.rows.companions import Account, ArtifactFile, Memory
from etl.rows.loads import Issue, LoadFile
from etl.rows.types import Raw, Whose
from etl.transform.batches import TABLES
from etl.transform.providers.registry import Registry

NOBODY = "default"
"""The account of an export that does not say whose it is."""

_LOOKED_AT = 5
_BEGINNING = 1 << 20
"""Bytes of a log that tell whose it is."""


@dataclass(slots=True)
class Source:
    """One export, whose and which provider's it is, and the rows it tells beside its conversations, by provider.

    ``owner`` is whom it names itself, ``by_provider`` whom the others of its providers are, ``people`` all that it
    names. ``is_of_several``: it holds conversations of more than one person; ``is_open``: it may.
    """

    export: Export
    account_id: str = NOBODY
    provider: str | None = None
    rows: list[tuple[str | None, object]] = field(default_factory=list)
    owner: str | None = None
    is_fixed: bool = False
    is_of_several: bool = False
    is_open: bool = False
    by_provider: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)

    @property
    def whose(self) -> Whose:
        """Whose its conversations are."""
        others = tuple(self.by_provider.items())
        return Whose(self.account_id, self.owner, self.is_fixed, others, tuple(sorted(self.people)))


def sources(
    exports: Sequence[Export], assign: Assign | None, usual: Mapping[str, str], providers: Registry
) -> list[Source]:
    """Read what stands beside the conversations, and settle whose each export is.

    That is as the user says (``assign``), else the account the export names, else the only one that the others
    of its provider name, else the provider's ``usual`` one. An export of several people has no account of its own:
    its conversations are of whom they name.
    """
    said = [assign(export) if assign else None for export in exports]
    found = [_source(export, providers) for export in exports]
    named = [(one.provider, one.account_id) for one in found if one.account_id != NOBODY]
    for source, account in zip(found, said, strict=True):
        own = source.account_id
        if own == NOBODY and not source.is_of_several:
            own = only_other(source.provider, named) or usual.get(source.provider or "", NOBODY)
        source.is_fixed = account is not None
        source.by_provider = {**usual, **source.by_provider}
        source.by_provider.pop(source.provider or "", None)
        _settle(source, account or own)
    return found


def only_other(provider: str | None, named: Iterable[tuple[str | None, str]]) -> str | None:
    """Whose an export is that does not say it: the only account among those that others of its provider name."""
    others = {account for other, account in named if provider in (None, other)}
    return others.pop() if len(others) == 1 else None


def size_of(exports: Sequence[Export]) -> int:
    """Bytes of all their conversations."""
    return sum(member.bytes for export in exports for member in export.conversations)


def owners(found: Sequence[Source]) -> Mapping[str, str]:
    """By provider, the account that all its exports of a load are of, where they name one."""
    accounts: dict[str, set[str]] = {}
    for source in found:
        if source.provider is not None and not source.is_fixed:
            people = source.people if source.is_of_several else ()
            accounts.setdefault(source.provider, set()).update({source.account_id, *people})
    only = {provider: next(iter(some)) for provider, some in accounts.items() if len(some) == 1}
    return {provider: owner for provider, owner in only.items() if owner != NOBODY}


def _source(export: Export, providers: Registry) -> Source:
    source = Source(export, rows=[(None, issue) for issue in export.issues])
    read_by: dict[str, str] = {}
    for provider in providers:
        with providers.answerable(provider.NAME):
            for member, rows in provider.companions(export.companions):
                if any(type(row) not in TABLES for row in rows):
                    raise TypeError("companions are rows")
                for row in rows:
                    _named(row.account_id if isinstance(row, Account) else None)
                if not rows or not all(isinstance(row, Issue) and row.severity == "note" for row in rows):
                    read_by[member.name] = provider.NAME
                source.rows += [(provider.NAME, row) for row in rows]
    _name(source, providers)
    doubtful = ((name, what) for name, what in export.doubtful.items() if name not in read_by)
    source.rows += [(None, unread(name, what)) for name, what in doubtful]
    source.rows += [(read_by.get(member.name), _file(export, member, read_by)) for member in export.members]
    return source


def _name(source: Source, providers: Registry) -> None:
    """Tell whose an export is, as far as what stands beside its conversations, and the first of them, say it."""
    people: dict[str, list[str]] = {}
    for provider, row in source.rows:
        if isinstance(row, Account) and provider is not None and row.account_id not in people.setdefault(provider, []):
            people[provider].append(row.account_id)
    first = next((name for name, row in source.rows if name and not isinstance(row, Issue)), None)
    source.provider = next(iter(people), first)
    owners = _look(source, providers) if len(people) != 1 or len(people[source.provider or ""]) > 1 else []
    source.by_provider = {provider: some[0] for provider, some in people.items()}
    some = people.get(source.provider or "", [])
    source.people = {*owners, *(one for of in people.values() for one in of)}
    source.is_of_several = len({*owners, *some}) > 1
    source.is_open = bool(owners)
    # Those who name whom a conversation is of need nobody's word; all others are taken for the first.
    names = [*owners[:1], *some[:1]] if not (owners and source.is_of_several) else []
    source.account_id = names[0] if names else NOBODY
    source.owner = None if source.account_id == NOBODY else source.account_id
    if source.is_of_several and not owners:
        source.is_of_several = False
        detail = f"{len(some)} people"
        source.rows.append((None, Issue("warning", "an export of several people, all taken for one", detail=detail)))


def _settle(source: Source, account: str) -> None:
    """Put the account's own row, and what is remembered of it, under the name that its conversations get."""
    people = [row for _, row in source.rows if isinstance(row, Account)]
    for person in people:
        if len(people) == 1 or person.account_id == source.account_id:
            person.account_id = account
    source.account_id = account
    for provider, row in source.rows:
        if isinstance(row, Memory | ArtifactFile):
            row.account_id = source.whose.of(provider or "", row.account_id)


def _look(source: Source, providers: Registry) -> list[str]:
    """Ask the first conversations whose provider's they are, and whom they name."""
    found: dict[str, None] = {}
    is_first = True
    for raw in _first(source.export, providers):
        try:
            provider = providers.recognise(raw)
        except Exception:
            # It is counted, and its maker named, when the conversation is read.
            continue
        if provider is None or (not is_first and source.provider != provider.NAME):
            continue
        is_first, source.provider = False, provider.NAME
        with providers.answerable(provider.NAME):
            owner = _named(provider.owner(raw))
        found |= {owner: None} if owner else {}
    return list(found)


def _named(owner: str | None) -> str | None:
    if not isinstance(owner, str | None):
        raise TypeError("an owner is a text")
    return owner


def _first(export: Export, providers: Registry) -> Iterator[Raw]:
    for member in export.conversations[:1]:
        block = next((found for found in pieces(member, providers) if not isinstance(found, Issue)), None)
        if isinstance(block, Member):
            begun = replace(block, open=partial(_beginning, block), file=None)
            yield from (one.content for one in read_log(begun).reading.slices)
        elif block is not None:
            for begin, end in islice(pairwise(slices(block.data, block.head)), _LOOKED_AT):
                yield from (one.content for one in read(replace(block, data=block.data[begin:end])).slices)


def _beginning(log: Member) -> BinaryIO:
    """The first lines of a log."""
    with log.open() as stream:
        data = stream.read(_BEGINNING)
    return BytesIO(data[: data.rfind(b"\n") + 1] or data)


def _file(export: Export, member: Member, read_by: Mapping[str, str]) -> LoadFile:
    treatment = "loaded" if member.name in read_by else "listed"
    return LoadFile(
        export.path.name,
        member.name,
        member.bytes,
        "conversations" if member.is_conversations else treatment,
        export.digest,
    )
