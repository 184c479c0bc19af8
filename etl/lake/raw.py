"""The second stage: one export -> its files under raw/ and its row of the manifest. Needs nothing of the others'.

Whatever only all exports together tell (revisions, a date that is another part's, whose those are that name nobody) is
put in where the rows are settled. Done again it replaces what it left, so that who calls it may try again.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any

import pyarrow as pa

from etl.errors import ExportError
from etl.extract import archive
from etl.files import Together
from etl.lake.generation import folder, manifest_file
from etl.lake.manifest import Manifest, written
from etl.lake.pieces import Span, narrowed
from etl.pipeline.export_dates import is_of_parts
from etl.pipeline.intake import Intake, Report, gather
from etl.pipeline.parts import Parts
from etl.pipeline.recognition import looker
from etl.pipeline.sources import NOBODY, Source, sources
from etl.pipeline.tally import tally
from etl.pipeline.workers import workers
from etl.rows.loads import Issue
from etl.rows.types import Assumption
from etl.transform.providers.registry import Registry, registry
from etl.transform.task import Setup
from etl.warehouse.build.plan import Tally, now
from etl.warehouse.build.publish import check_nodes

LOAD = 1
"""The number of the load that a lake is: it holds what one load of all its exports would make."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options that change rows: all exports of a lake are loaded with the same; ``rules`` follow from them."""

    zone: str
    keep_text: bool
    packages: tuple[str, ...] = ()
    assumed: tuple[tuple[str, tuple[Assumption, ...]], ...] = ()
    rules: str = ""

    def told(self) -> dict[str, object]:
        """The same, as it is written down."""
        said = {provider: [list(one) for one in some] for provider, some in self.assumed}
        return {"timezone": self.zone, "text": self.keep_text, "packages": list(self.packages), "assumed": said}


@dataclass(frozen=True, slots=True)
class Work:
    """An export that is to be read: where ``found`` is looked for it, and what planning knows of it.

    ``name`` is what the lake calls it, ``digest`` what tells it among those found there. Of one that is read in
    ``pieces`` this may be a ``piece``, some of its members.
    """

    lake: Path
    found: Path
    digest: str
    name: str
    order: int
    said: str | None
    issues: tuple[Issue, ...]
    taken_at: datetime
    bytes: int
    chosen: Chosen
    is_alone: bool = False
    piece: int = 0
    pieces: int = 1
    span: Span | None = None


Works = tuple[Work, ...]
"""Exports that are read one after the other: together enough to be worth a task."""


def extract(works: Works) -> list[Manifest]:
    """Read some exports, and leave their files and their rows of the manifest, which get their names together.

    Raises ExportError where one is not there any more, its files cannot be written, or it is the only one that came
    (``is_alone``) and holds nothing that can be read.
    """
    for part in ("raw", "manifest"):
        folder(works[0].lake / part)
    with _together() as files:
        return [read(work, files) for work in works]


def extract_large(work: Work, report: Report, jobs: int) -> Manifest:
    """The same of one export, by several processes."""
    for part in ("raw", "manifest"):
        folder(work.lake / part)
    with _together() as files:
        return read(work, files, report, jobs)


def read(work: Work, files: Together, report: Report = lambda *_: None, jobs: int = 1) -> Manifest:
    """Read an export into files that get their names with others."""
    started, chosen = now(), work.chosen
    providers = registry(chosen.packages)
    source = sources([_export(work, providers)], lambda _: work.said, {}, providers)[0]
    if work.span is not None:
        source = narrowed(source, work.span)
    setup = Setup(LOAD, 0, chosen.zone, chosen.keep_text, assumed=dict(chosen.assumed), providers=providers)
    intake = Intake([source], setup, report, work.taken_at)
    with workers(jobs, setup, intake.news) as runner, _Rows(work, files) as rows:
        for tables in gather(intake, runner):
            for table, batches in tables.items():
                for batch in batches:
                    rows.add(table, batch)
        if work.is_alone:
            intake.refuse_nothing()
        for table, batch in intake.batches():
            rows.add(table, batch)
        told = tally(intake, work.taken_at)
        check_nodes(told, rows.count["messages"])
    found = _manifest(work, source, intake, told, rows, (now() - started).total_seconds())
    with files.begun(manifest_file(work.lake, work.name)) as stream:
        stream.write(written(found).encode())
    return found


def _together() -> Together:
    return Together("--lake", f".{token_hex(4)}")


class _Rows:
    """The files of an export while they are written, and what of their rows the manifest tells."""

    def __init__(self, work: Work, files: Together) -> None:
        self._parts = Parts(work.lake / "raw", work.name, files)
        self.count: Counter[str] = Counter()
        self.accounts: set[str | None] = set()
        self.shares: Counter[tuple[str, str | None]] = Counter()
        self._planned = {issue.reason for issue in work.issues}
        self.is_odd = False

    def __enter__(self) -> "_Rows":
        self._parts.__enter__()
        return self

    def add(self, table: str, batch: pa.RecordBatch) -> None:
        """Append rows to a table's file."""
        self.count[table] += batch.num_rows
        accounts = batch.column("account_id").unique().to_pylist()
        self.accounts.update(accounts)
        if table == "conversations":
            # A batch is of one provider and account.
            size = sum(filter(None, batch.column("raw_bytes").to_pylist()))
            self.shares[batch.column("provider")[0].as_py(), accounts[0]] += size
        if table == "load_issues":
            told = zip(batch.column("severity").to_pylist(), batch.column("reason").to_pylist(), strict=True)
            odd = {reason for severity, reason in told if severity != "note"}
            self.is_odd = self.is_odd or not odd <= self._planned
        self._parts.add(table, batch)

    def __exit__(self, *failure: Any) -> None:
        self._parts.__exit__(*failure)

    def mark(self) -> str:
        """What changes with the files, once they are whole."""
        told = sorted((table, rows, self._parts.sizes[table]) for table, rows in self.count.items())
        return blake2b(str(told).encode(), digest_size=16).hexdigest()


def _export(work: Work, providers: Registry) -> archive.Export:
    """The export as planning found it, with what was odd among the others."""
    found = next((one for one in archive.at(work.found, looker(providers)) if one.digest == work.digest), None)
    if found is None:
        raise ExportError(f"{work.found} was changed while it was loaded; run the same command again.")
    found.issues[:] = work.issues
    return found


def _manifest(work: Work, source: Source, intake: Intake, told: Tally, rows: _Rows, seconds: float) -> Manifest:
    return Manifest(
        digest=work.name,
        export=source.export.path.name,
        order=work.order,
        provider=source.provider,
        account=source.account_id,
        named=source.owner or NOBODY,
        accounts=sorted(rows.accounts, key=str),
        made_at=intake.exported_at()[0].isoformat(),
        taken_at=work.taken_at.isoformat(),
        tasks=intake.numbered,
        rules=work.chosen.rules,
        mark=rows.mark(),
        is_several=source.is_of_several,
        is_fixed=source.is_fixed,
        is_part=is_of_parts(source.export),
        is_rest=source.export.is_rest,
        is_odd=rows.is_odd,
        bytes=told.bytes,
        conversations=told.conversations,
        nodes=told.nodes,
        dropped=told.dropped,
        messages=intake.messages,
        issues=told.issues,
        seconds=seconds,
        rows=dict(sorted(rows.count.items())),
        shares=[(*key, size) for key, size in sorted(rows.shares.items(), key=str)],
        piece=work.piece,
        pieces=work.pieces,
        options=work.chosen.told(),
    )
