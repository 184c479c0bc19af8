"""A load that stores nothing: what an export holds, and what is odd about it."""

from collections.abc import Sequence
from pathlib import Path

from etl.extract import archive
from etl.pipeline.accounts import assigned
from etl.pipeline.intake import Intake, Report, gather
from etl.pipeline.options import Options, how_many, settle_providers, settle_zone
from etl.pipeline.recognition import looker
from etl.pipeline.sources import sources
from etl.pipeline.workers import workers
from etl.state import assumptions
from etl.transform.task import Setup
from etl.warehouse.build.plan import now


def rehearse(paths: Sequence[Path], options: Options, report: Report) -> Intake:
    """Read, flatten and count everything, and store nothing. Raises ExportError if nothing can be read."""
    providers = settle_providers(options)
    exports = archive.exports(paths, looker(providers))
    zone, assumed = settle_zone(options), assumptions.assumed(options.database)
    setup = Setup(0, 0, zone, options.keep_text, assumed=assumed, providers=providers)
    intake = Intake(sources(exports, assigned(paths, options), {}, providers), setup, report, now())
    with workers(how_many(options, intake.unread), setup, intake.news) as runner:
        for _ in gather(intake, runner):
            pass
    intake.refuse_nothing()
    return intake
