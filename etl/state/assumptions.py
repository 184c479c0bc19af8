"""Which model is taken to have answered where an export names none: only as the user says, never a guess."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from etl.errors import SettingError
from etl.rows.types import Assumption, Micros
from etl.state.dates import overlaps, span
from etl.state.overrides import Row, add, figures, own, remove, words
from etl.state.provider_packages import in_use
from etl.state.rules import deciding
from etl.transform.providers.registry import OURS

TABLE = "model_assumptions"


def assume(database: Path, provider: str, slug: str, days: tuple[str | None, str | None]) -> str:
    """Keep an assumption for the days, both inclusive, None is open; says it, with its number, in words.

    Raises SettingError for a provider nobody knows, a name that no rule gives a model, and days for which another
    assumption is kept already.
    """
    first, last = (None if day is None else str(day) for day in span(*days))
    _refuse_model(database, provider, _vendor(database, provider), slug)
    for one in own(database)[TABLE]:
        if one["provider"] == provider and overlaps((first, last), (one["from_date"], one["to_date"])):
            raise SettingError(
                f"Assumption {one['period']} already says {told(one)}; choose other days, "
                f"or drop it: etl prices remove assumption {one['period']}"
            )
    row: Row = {"provider": provider, "slug": slug, "from_date": first, "to_date": last}
    return f"assumption {add(database, TABLE, row)}: {told(row)}"


def assume_always(database: Path, provider: str, slug: str) -> None:
    """Keep an assumption for all days, unless it is kept already. Raises SettingError as assume() does."""
    always = {"provider": provider, "slug": slug, "from_date": None, "to_date": None}
    if not any(always.items() <= row.items() for row in own(database)[TABLE]):
        assume(database, provider, slug, (None, None))


def check(database: Path, provider: str, slug: str) -> None:
    """Raise SettingError if a model cannot be assumed of a provider; keeps nothing."""
    _refuse_model(database, provider, _vendor(database, provider), slug)


def assumed(database: Path) -> dict[str, tuple[Assumption, ...]]:
    """What is assumed of each provider, as counting needs it: days are those of UTC."""
    found: dict[str, list[Assumption]] = defaultdict(list)
    for row in own(database)[TABLE]:
        since, until = _micros(row["from_date"]), _micros(row["to_date"], days=1)
        found[str(row["provider"])].append(Assumption(str(row["slug"]), since, until))
    return {provider: tuple(periods) for provider, periods in found.items()}


def forget(database: Path, period: int) -> str:
    """Drop an assumption, and say which it was. Raises SettingError if there is none of that number."""
    gone = remove(database, TABLE, period=str(period))
    if not gone:
        raise SettingError(f"There is no assumption {period}; see: etl prices assume")
    return told(gone[0])


def told(row: Row) -> str:
    """An assumption in words: claude is claude-sonnet-4 from 2025-05-22 to 2025-09-28."""
    start = f" from {row['from_date']}" if row["from_date"] else ""
    end = f" to {row['to_date']}" if row["to_date"] else ""
    return f"{row['provider']} is {row['slug']}{start}{end}"


def _micros(day: str | None, days: int = 0) -> Micros | None:
    """The beginning of a day, or of one so many days later."""
    if day is None:
        return None
    start = datetime.fromordinal(date.fromisoformat(day).toordinal()).replace(tzinfo=UTC)
    return Micros(int((start + timedelta(days=days)).timestamp()) * 1_000_000)


def _vendor(database: Path, provider: str) -> str:
    """Who sells the provider's models; for ours no package is asked."""
    vendors = OURS.vendors()
    if provider not in vendors:
        vendors = in_use(database).vendors()
    if provider not in vendors:
        raise SettingError(f"There is no provider '{provider}'; there are: {words(vendors)}.")
    return vendors[provider]


def _refuse_model(database: Path, provider: str, vendor: str, slug: str) -> None:
    """The name must lead to a model, and to one that the provider's vendor sells."""
    rules = [rule for rule in deciding(figures(database, "model_map"), slug, provider) if rule["api_model"]]
    if not rules:
        raise SettingError(f"No rule knows a model named {slug}; give it one first: etl prices map {slug} MODEL")
    if all(rule["vendor"] != vendor for rule in rules):
        sellers = words(rule["vendor"] for rule in rules)
        raise SettingError(f"{slug} is a model of {sellers}; a chat of {provider} was answered by one of {vendor}.")
