"""An export that is too large to be one task's work: its members are read by several, as if each were an export.

A piece is some members one after the other, and has files and a row of the manifest of its own. All of them tell the
same of whose the export is; what stands beside its conversations is the first one's to tell, and what is odd about a
member that of the piece which has it. Revisions go on from piece to piece as they would in the whole: where logs are
read many at a time, a piece ends only where they end.

An export is there when all its pieces are; until then a load that goes on reads only those that are lacking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.extract.archive import Export, Member
from etl.pipeline.blocks import are_a_task, is_log
from etl.pipeline.sources import Source
from etl.rows.loads import LoadFile
from etl.transform.providers.registry import Registry

Span = tuple[int, int]
"""From which of an export's members of conversations on, and until which."""

_SHARE = 10
"""A piece has this part of the bytes from which on an export is cut, or is one member."""


def spans(export: Export, providers: Registry, large: int) -> list[Span]:
    """Cut the members of an export that has more than ``large`` bytes of conversations; of any other, none.

    Nor those of one that has several of a name, as what is remembered of a member is remembered by its name.
    """
    members = export.conversations
    if sum(member.bytes for member in members) <= large or len({member.name for member in members}) < len(members):
        return []
    found = list(_spans(members, providers, large // _SHARE))
    return found if len(found) > 1 else []


def narrowed(source: Source, span: Span) -> Source:
    """Of a whole export what one piece is to read and to tell."""
    export, own = source.export, source.export.conversations[slice(*span)]
    names = {member.name for member in own}
    others = {member.name for member in export.conversations} - names
    rows = [
        (provider, row)
        for provider, row in source.rows
        if (isinstance(row, LoadFile) and row.member in names)
        or (span[0] == 0 and not (isinstance(row, LoadFile) and row.member in others))
    ]
    return replace(source, export=replace(export, members=[*own, *export.companions]), rows=rows)


def _spans(members: Sequence[Member], providers: Registry, size: int) -> Iterator[Span]:
    first, done, logs = 0, 0, list[Member]()
    for until, member in enumerate(members, 1):
        done += member.bytes
        if is_log(member, providers):
            logs = [] if are_a_task([*logs, member]) else [*logs, member]
        if done >= size and not logs:
            yield first, until
            first, done = until, 0
    if first < len(members):
        yield first, len(members)
