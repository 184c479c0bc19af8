"""The conversations of an export, one after the other, in bounded memory: blocks are read as for a load."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar

from etl.extract import archive
from etl.extract.archive import Member
from etl.extract.parse import read, with_seams
from etl.extract.split.block import Block
from etl.extract.split.splitter import blocks
from etl.pipeline.recognition import looker
from etl.rows.loads import Issue
from etl.rows.types import Raw
from etl.transform.providers.registry import OURS

T = TypeVar("T")

UNREAD = "unreadable"


def conversations(paths: Sequence[Path], use: Callable[[Raw], T]) -> Iterator[T | str]:
    """What ``use`` makes of each conversation, and UNREAD for each place where one is broken.

    Of several exports those of later names come first: the names of Claude's begin with their date. Raises
    ExportError if ``paths`` hold no export.
    """
    found = archive.exports([path.expanduser() for path in paths], looker(OURS))
    for export in sorted(found, key=lambda one: one.path.name, reverse=True):
        for member in export.conversations:
            yield from _of_member(member, use)


def _of_member(member: Member, use: Callable[[Raw], T]) -> Iterator[T | str]:
    odd: list[Issue] = []
    with member.open() as stream:
        readings = (read(block, use=use) for block in _cut(stream, member.name, odd))
        for reading in with_seams(readings, lambda one: one, lambda block: read(block, use=use)):
            yield from _told(odd)
            odd.clear()
            yield from (one.content for one in reading.slices)
            yield from _told(reading.issues)
            reading.slices = []
    yield from _told(odd)


def _cut(stream: BinaryIO, name: str, odd: list[Issue]) -> Iterator[Block]:
    for found in blocks(stream, name):
        if isinstance(found, Issue):
            odd.append(found)
        else:
            yield found


def _told(issues: Sequence[Issue]) -> Iterator[str]:
    """Something was lost where a warning says so; a note is only odd."""
    yield from (UNREAD for issue in issues if issue.severity == "warning")
