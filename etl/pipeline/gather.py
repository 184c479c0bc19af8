"""Results in their order, with the seams between blocks mended and everything added up."""

from collections.abc import Iterator

from etl.extract.parse import Reading, seams
from etl.pipeline.intake import Intake
from etl.pipeline.workers import Runner
from etl.transform.task import Batches, Extract, extract


def gather(intake: Intake, runner: Runner) -> Iterator[Batches]:
    """The batches of every task of a load.

    Where a block was cut in the wrong place, its end and the beginning of the next are read once more, together.
    """
    before: Extract | None = None
    for result in runner.run(intake.tasks()):
        if before is not None and before.place != result.place:
            yield from _mended(before, before.reading, None, intake, runner)
            before = None
        yield from _mended(result, before.reading if before else None, result.reading, intake, runner)
        yield _added(result, intake)
        before = result
    if before is not None:
        yield from _mended(before, before.reading, None, intake, runner)


def _mended(
    beside: Extract, before: Reading | None, after: Reading | None, intake: Intake, runner: Runner
) -> Iterator[Batches]:
    for block in seams(before, after):
        task = intake.task(block, beside.place.source)
        yield _added(extract(task, runner.setup), intake)


def _added(result: Extract, intake: Intake) -> Batches:
    intake.add(result)
    batches, result.batches = result.batches, {}
    return batches
