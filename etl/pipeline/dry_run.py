"""A load that stores nothing: what an export holds, and what is odd about it."""

from collections.abc import Sequence
from pathlib import Path

from etl.extract import archive
from etl.pipeline.intake import Intake, Report, gather
from etl.pipeline.options import Options, how_many, settle_providers, settle_zone
from etl.pipeline.sources import sources
from etl.pipeline.workers import workers
from etl.transform.task import Setup


def rehearse(paths: Sequence[Path], options: Options, report: Report) -> Intake:
    """Read, flatten and count everything, and store nothing. Raises ExportError if nothing can be read."""
    exports = archive.exports(paths)
    providers = settle_providers(options)
    setup = Setup(0, 0, settle_zone(options), options.keep_text, providers=providers)
    intake = Intake(sources(exports, options.account, {}, providers), setup, report)
    with workers(how_many(options, exports), setup) as runner:
        for _ in gather(intake, runner):
            pass
    intake.refuse_nothing()
    return intake
