"""Loads that touch no database: Parquet files for a lake, and a rehearsal that only counts."""

from collections.abc import Sequence
from pathlib import Path

from etl.errors import ExportError
from etl.extract import archive
from etl.pipeline.gather import gather
from etl.pipeline.intake import Intake, Report
from etl.pipeline.load import Options, how_many, refuse_nothing, settle_zone
from etl.pipeline.sources import Source, sources
from etl.pipeline.spool import Parts
from etl.pipeline.workers import workers
from etl.transform.task import Setup

_BLOCKS = 30
"""Bits of a revision that tell the conversations of one export apart; the others tell the export."""


def rehearse(paths: Sequence[Path], options: Options, report: Report) -> Intake:
    """Read, flatten and count everything, and store nothing."""
    exports = archive.exports(paths)
    setup = Setup(0, 0, settle_zone(options), options.keep_text)
    intake = Intake(sources(exports, options.account, {}), setup, report)
    with workers(how_many(options, exports), setup) as runner:
        for _ in gather(intake, runner):
            pass
    refuse_nothing(intake)
    return intake


def load_parquet(paths: Sequence[Path], folder: Path, options: Options, report: Report) -> list[Intake]:
    """Write FOLDER/<table>/<digest of the export>.parquet for every export; the same export replaces its own files.

    A conversation that several exports hold is there several times: the one with the greatest updated_at counts.
    Raises ExportError if nothing can be read, or if the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder} cannot be written ({error.strerror}); choose another --parquet.") from error
    found = sources(archive.exports(paths), options.account, {})
    return [_load_part(source, folder, options, report) for source in found]


def _load_part(source: Source, folder: Path, options: Options, report: Report) -> Intake:
    digest = int(source.export.digest[:16], 16)
    first = (digest >> 1 + _BLOCKS) << _BLOCKS
    setup = Setup(digest >> 33, first, settle_zone(options), options.keep_text)
    intake = Intake([source], setup, report)
    jobs = how_many(options, [source.export])
    with workers(jobs, setup) as runner, Parts(folder, source.export.digest) as parts:
        for tables in gather(intake, runner):
            for table, batches in tables.items():
                for rows in batches:
                    parts.add(table, rows)
        for table, rows in intake.batches():
            parts.add(table, rows)
        refuse_nothing(intake)
    return intake
