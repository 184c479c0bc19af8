"""Loads that touch no database: Parquet files for a lake, and a rehearsal that only counts."""

from collections.abc import Sequence
from pathlib import Path

from etl import archive
from etl.errors import ExportError
from etl.extract import Setup
from etl.gather import gather
from etl.intake import Intake, Report, sources
from etl.load import Options, how_many, refuse_nothing, settle_zone
from etl.spool import Parts
from etl.workers import workers


def rehearse(paths: Sequence[Path], options: Options, report: Report) -> Intake:
    """Read, flatten and count everything, and store nothing."""
    zone = settle_zone(options)
    intake = Intake(sources(archive.exports(paths), options.account, None), 0, zone, report)
    with workers(how_many(options, intake), Setup(0, zone, options.keep_text)) as runner:
        for _ in gather(intake, runner):
            pass
    refuse_nothing(intake)
    return intake


def load_parquet(paths: Sequence[Path], folder: Path, options: Options, report: Report) -> list[Intake]:
    """Write FOLDER/<table>/<digest of the export>.parquet for every export; the same export replaces its own files.

    A conversation that several exports hold is there several times: the one with the greatest updated_at counts.
    Raises ExportError if nothing can be read, or if the folder cannot be written.
    """
    zone = settle_zone(options)
    intakes = []
    for source in sources(archive.exports(paths), options.account, None):
        load_id = int(source.export.digest[:4], 16)
        intake = Intake([source], load_id, zone, report)
        setup = Setup(load_id, zone, options.keep_text)
        try:
            with workers(how_many(options, intake), setup) as runner, Parts(folder, source.export.digest) as parts:
                for tables in gather(intake, runner):
                    for table, batches in tables.items():
                        for rows in batches:
                            parts.add(table, rows)
                for table, rows in intake.batches():
                    parts.add(table, rows)
        except OSError as error:
            raise ExportError(f"{folder} cannot be written ({error.strerror}); choose another --parquet.") from error
        refuse_nothing(intake)
        intakes.append(intake)
    return intakes
