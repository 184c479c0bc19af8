"""A model's categories, for the API and for the page: checked settings, what would leave, and the asking itself."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from etl.categorize.ai import preview, runner
from etl.categorize.ai.address import ApiKey
from etl.categorize.ai.preview import Plan
from etl.categorize.ai.runner import Outcome, Progress
from etl.categorize.ai.settings import Setup, configured
from etl.categorize.categories import categories
from etl.errors import SettingError
from etl.web.errors import Refused
from etl.web.jobs.background import CancelledError, Job
from etl.web.services import Services

FIELDS = ("model", "batch_size", "max_concurrency", "titles_only", "max_usd")
"""What a request may say; where the model is, is the user's own setting."""

_RANGES = {"batch_size": (5, 100, 25), "max_concurrency": (1, 8, 4)}


def setup(ours: Services, stated: Mapping[str, str]) -> Setup:
    """What is asked for, of FIELDS. Raises Refused naming the field that is wrong."""
    database = ours.settings.database
    place = configured(database, {"model": stated.get("model")})
    sizes = {name: _whole(name, stated.get(name), *bounds) for name, bounds in _RANGES.items()}
    names = tuple(one.name for one in categories(database))
    is_short = stated.get("titles_only", "").lower() in ("1", "true", "yes", "on")
    try:
        most = Decimal(stated["max_usd"]) if stated.get("max_usd") else None
        wanted = Setup(names, place["base_url"], place["model"], titles_only=is_short, max_usd=most)
        return replace(wanted, batch_size=sizes["batch_size"], max_concurrency=sizes["max_concurrency"])
    except InvalidOperation:
        raise Refused(400, "max_usd is an amount of US dollars, like 0.50.", "max_usd") from None
    except SettingError as error:
        field = str(error).split(" ", 1)[0]
        raise Refused(400, str(error), field if field in FIELDS else None) from None


def plan(ours: Services, wanted: Setup) -> Plan:
    """What would be sent; nothing leaves for it. Raises SettingError where a limit cannot be held."""
    with ours.desk.permit() as database:
        return preview.plan(database, wanted)


def seal(planned: Plan) -> str:
    """What tells one plan's texts, place and model from another's: who agrees, agrees to these."""
    said = "\0".join([planned.setup.place.origin, planned.setup.model, *planned.messages])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def carry_out(job: Job, planned: Plan, key: ApiKey | None) -> Outcome:
    """Ask, telling the job how far it is; what is answered is kept at once. Raises CancelledError when stopped."""

    def told(progress: Progress) -> None:
        job.done, job.total = progress.done, progress.total
        spent = "" if progress.usd is None else f", ${progress.usd:.4f} so far"
        job.message = f"{progress.done:,} of {progress.total:,} chats answered in {progress.requests:,} requests{spent}"

    job.total = planned.chats
    outcome = runner.run(planned, key, told, job.stop.is_set)
    if job.stop.is_set():
        raise CancelledError("Stopped; what was answered is kept. Start again to go on.")
    job.message = outcome.stopped or ""
    return outcome


def _whole(name: str, text: str | None, least: int, most: int, usual: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 5 and least <= int(text) <= most):
        raise Refused(400, f"{name} is a whole number from {least} to {most}.", name)
    return int(text)
