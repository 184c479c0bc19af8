"""AI categories: any endpoint as OpenAI's files conversations into the user's categories. All that uses the network.

plan() says what would leave this machine and what it would cost; run() does it.
"""

from etl.categorize.ai.endpoint import Endpoint
from etl.categorize.ai.key import ApiKey
from etl.categorize.ai.preview import Plan, plan
from etl.categorize.ai.retry_policy import Pace
from etl.categorize.ai.runner import Outcome, Progress, run
from etl.categorize.ai.settings import Setup, configure, configured

__all__ = [
    "ApiKey",
    "Endpoint",
    "Outcome",
    "Pace",
    "Plan",
    "Progress",
    "Setup",
    "configure",
    "configured",
    "plan",
    "run",
]
