"""A load into Parquet files, for a lake, instead of a database."""

from collections.abc import Sequence
from pathlib import Path

from etl.errors import ExportError
from etl.extract import archive
from etl.pipeline.accounts import assigned
from etl.pipeline.intake import Intake, Report, gather
from etl.pipeline.options import Options, how_many, settle_providers, settle_zone
from etl.pipeline.parts import Parts
from etl.pipeline.recognition import looker
from etl.pipeline.sources import Source, sources
from etl.pipeline.workers import workers
from etl.state import assumptions, provider_packages
from etl.state.file import save
from etl.transform.providers.registry import Registry
from etl.transform.task import Setup
from etl.warehouse.build.plan import now

_BLOCKS = 30
"""Bits of a revision that tell the conversations of one export apart; the others tell the export."""


def load_parquet(paths: Sequence[Path], folder: Path, options: Options, report: Report) -> list[Intake]:
    """Write FOLDER/<table>/<digest of the export>.parquet for every export; the same export replaces its own files.

    A conversation that several exports hold is there several times: the one with the greatest updated_at counts, of
    equal ones that of the later export. When an export was made stands in load_files, under its load_id. The zone and
    the packages that were named are remembered, as by any other load: the next part of a lake is to fit this one.
    Raises ExportError if nothing can be read, or if the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder} cannot be written ({error.strerror}); choose another --parquet.") from error
    providers = settle_providers(options)
    found = sources(archive.exports(paths, looker(providers)), assigned(paths, options), {}, providers)
    done = [_load_one(source, folder, options, providers, report, is_alone=len(found) == 1) for source in found]
    if not any(intake.conversations for intake in done):
        for intake in done:
            intake.refuse_nothing()
    provider_packages.remember(options.database, providers)
    if options.zone:
        save(options.database, "timezone", settle_zone(options))
    return done


def _load_one(
    source: Source, folder: Path, options: Options, providers: Registry, report: Report, *, is_alone: bool
) -> Intake:
    """Write the files of one export; one of several that holds nothing readable leaves what was odd in it."""
    digest = int(source.export.digest[:16], 16)
    first = (digest >> 1 + _BLOCKS) << _BLOCKS
    zone, assumed = settle_zone(options), assumptions.assumed(options.database)
    setup = Setup(digest >> 33, first, zone, options.keep_text, assumed=assumed, providers=providers)
    intake = Intake([source], setup, report, now())
    jobs = how_many(options, intake.unread)
    with workers(jobs, setup, intake.news) as runner, Parts(folder, source.export.digest) as parts:
        for tables in gather(intake, runner):
            for table, batches in tables.items():
                for rows in batches:
                    parts.add(table, rows)
        for table, rows in intake.batches():
            parts.add(table, rows)
        if is_alone:
            intake.refuse_nothing()
    return intake
