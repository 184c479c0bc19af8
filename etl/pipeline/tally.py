"""What an intake has counted, as a build is told it: a database's, or a lake's of one export."""

from datetime import datetime

from etl.pipeline.intake import Intake
from etl.warehouse.build.plan import Tally


def tally(intake: Intake, started: datetime) -> Tally:
    """The sums of an intake that is done; ``started`` is when its load began, naive UTC."""
    return Tally(
        started_at=started,
        exports=", ".join(dict.fromkeys(one.export.path.name for one in intake.sources if not one.export.is_rest)),
        bytes=intake.bytes,
        conversations=intake.conversations,
        nodes=intake.nodes,
        dropped=sum(intake.drops.values()),
        unchanged_nodes=intake.unchanged_nodes,
        issues=intake.issues.total(),
        unchanged=intake.unchanged(),
        begun=intake.begun(),
    )
