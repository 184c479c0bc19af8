"""The next generation while it is made: what it takes over from the one before, and what takes its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.lake.buckets import Content
from etl.lake.division import Parts
from etl.lake.generation import Generation, named
from etl.lake.tables import SETTLED

_BUCKET = re.compile(r"/bucket=(\d+)/")


@dataclass(slots=True)
class Following:
    """The files of each bucket by table, those of the whole lake, and the marks that tell what they were made from."""

    lake: Path
    before: Generation | None
    buckets: int
    contents: Mapping[int, Content]
    parts: Parts = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)
    files: dict[str, dict[int, Path]] = field(default_factory=lambda: {table: {} for table in SETTLED})
    whole: dict[str, list[Path]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Its number."""
        return self.before.number + 1 if self.before else 1

    @property
    def name(self) -> str:
        """What its files are called."""
        return named(self.number)

    def take_over(self) -> None:
        """Begin with what the generation before has of the same buckets."""
        if self.before is None or self.before.buckets != self.buckets:
            return
        for bucket in map(str, self.contents):
            told = self.before.marks.get(bucket)
            if isinstance(told, dict) and told.keys() >= {"settled", "waits", "fates"}:
                self.marks[bucket] = dict(told)
        for table, files in self.before.tables.items():
            for file in files:
                found = _BUCKET.search(file)
                if found and int(found[1]) in self.contents:
                    self.files[table][int(found[1])] = self.lake / file

    def of(self, bucket: int) -> dict[str, Any]:
        """What is told of a bucket; to be changed."""
        told: dict[str, Any] = self.marks.setdefault(str(bucket), {})
        return told

    def paths(self, tables: Iterable[str], bucket: int) -> dict[str, list[Path]]:
        """The files of a bucket that hold rows of some tables."""
        return {table: [self.files[table][bucket]] for table in tables if bucket in self.files[table]}

    def everywhere(self, table: str) -> list[Path]:
        """The files of all buckets that hold rows of a table."""
        return [path for _, path in sorted(self.files[table].items())]

    def tables(self) -> dict[str, tuple[str, ...]]:
        """The files of every core table, as a generation names them."""
        every = {table: self.everywhere(table) or self.whole[table] for table in SETTLED}
        every |= {table: files for table, files in self.whole.items() if table not in SETTLED}
        return {
            table: tuple(path.relative_to(self.lake).as_posix() for path in files)
            for table, files in sorted(every.items())
        }
