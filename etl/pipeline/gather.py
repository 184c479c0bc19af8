"""Results in their order, with the seams between blocks mended and everything added up."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from etl.extract.parse import with_seams
from etl.extract.split.block import Block
from etl.pipeline.intake import Intake
from etl.pipeline.workers import Runner
from etl.transform.task import Batches, Extract, Place, extract


def gather(intake: Intake, runner: Runner) -> Iterator[Batches]:
    """The batches of every task of a load.

    Where a block was cut in the wrong place, its end and the beginning of the next are read once more, together.
    """
    for place, results in groupby(runner.run(intake.tasks()), attrgetter("place")):
        for result in _of_member(place, results, intake, runner):
            intake.add(result)
            batches, result.batches = result.batches, {}
            yield batches


def _of_member(place: Place, results: Iterator[Extract], intake: Intake, runner: Runner) -> Iterator[Extract]:
    def again(block: Block) -> Extract:
        return extract(intake.task(block, place.source), runner.setup)

    return with_seams(results, attrgetter("reading"), again)
