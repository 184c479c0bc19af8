"""The conversations of an export, one after the other, in bounded memory: blocks are read as for a load."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from etl.extract import archive
from etl.extract.archive import Member
from etl.extract.parse import Reading, read, seams
from etl.extract.split.block import Block
from etl.extract.split.splitter import blocks
from etl.rows.loads import Issue
from etl.rows.types import Raw

T = TypeVar("T")

UNREAD = "unreadable"


def conversations(paths: Sequence[Path], use: Callable[[Raw], T]) -> Iterator[T | str]:
    """What ``use`` makes of each conversation, and UNREAD for each place where one is broken.

    Of several exports those of later names come first: the names of Claude's begin with their date. Raises
    ExportError if ``paths`` hold no export.
    """
    found = archive.exports([path.expanduser() for path in paths])
    for export in sorted(found, key=lambda one: one.path.name, reverse=True):
        for member in export.conversations:
            yield from _of_member(member, use)


def _of_member(member: Member, use: Callable[[Raw], T]) -> Iterator[T | str]:
    before: Reading | None = None
    with member.open() as stream:
        for found in blocks(stream, member.name):
            if isinstance(found, Issue):
                yield from _told([found])
                continue
            reading = read(found, use=use)
            yield from _mended(seams(before, reading), use)
            yield from _of_reading(reading)
            before = reading
    yield from _mended(seams(before, None), use)


def _mended(left: Sequence[Block], use: Callable[[Raw], T]) -> Iterator[T | str]:
    for block in left:
        yield from _of_reading(read(block, use=use))


def _of_reading(reading: Reading) -> Iterator[T | str]:
    yield from (one.content for one in reading.slices)
    yield from _told(reading.issues)
    reading.slices = []


def _told(issues: Sequence[Issue]) -> Iterator[str]:
    """Something was lost where a warning says so; a note is only odd."""
    yield from (UNREAD for issue in issues if issue.severity == "warning")
