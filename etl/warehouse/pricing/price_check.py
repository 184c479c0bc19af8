"""Our newest prices beside those of other lists: a check for who keeps our figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.state.rules import deciding
from etl.warehouse.pricing.price_lists import PARTS, Figures, PriceList

COLUMNS = {
    "list": "VARCHAR",
    "vendor": "VARCHAR",
    "model": "VARCHAR",
    "figure": "VARCHAR",
    "ours": "DECIMAL",
    "theirs": "DECIMAL",
}
"""What a row of a comparison holds: a figure that is not the same, or a model that one side does not have."""

UNKNOWN_THERE = "model unknown there"
UNKNOWN_HERE = "model unknown here"

Row = Mapping[str, str | None]
Difference = tuple[str, str, str, str, Decimal | None, Decimal | None]
_LENGTHS = ("long_above", *(f"long_{name}" for name in PARTS))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, of how many of our models, on which day."""

    models: int
    day: str
    rows: list[Difference]

    def told(self, name: str) -> str:
        """How many models agree with the list of that name, differ, and are unknown on either side, in words."""
        here, there, differ = (
            {row[1:3] for row in self.rows if row[0] == name and kind(row[3])}
            for kind in (UNKNOWN_HERE.__eq__, UNKNOWN_THERE.__eq__, lambda figure: not figure.startswith("model "))
        )
        agree = self.models - len(there) - len(differ)
        return (
            f"{agree} agree in every figure, {len(differ)} differ, {len(there)} are unknown there, "
            f"and {len(here)} there are unknown here"
        )


def newest_day(sources: Iterable[Row]) -> date:
    """The day on which our figures were last read; what is announced for later does not hold yet."""
    return date.fromisoformat(max((str(row["read_on"]) for row in sources), default="1970-01-01"))


def compare(
    prices: Sequence[Row], tiers: Sequence[Row], rules: Sequence[Row], lists: Iterable[PriceList], day: date
) -> Comparison:
    """Compare each model's figures of a day with those of every list, under whatever name that knows it.

    A name there is the model that our rules say it is in an API, so that dated names are compared as well.
    """
    begun = [row for row in prices if str(row["valid_from"]) <= str(day)]
    ours = dict(_newest(begun, tiers))
    found = [row for one in lists for row in _differences(ours, rules, one)]
    return Comparison(len(ours), str(day), list(dict.fromkeys(found)))


def _newest(prices: Sequence[Row], tiers: Sequence[Row]) -> Iterator[tuple[tuple[str, str], Figures]]:
    last = {_key(row): row for row in sorted(prices, key=lambda row: row["valid_from"] or "")}
    for key, row in last.items():
        told = {name: _amount(row.get(name)) for name in (*PARTS, *_LENGTHS)}
        of_model = sorted((tier for tier in tiers if _key(tier) == key), key=lambda tier: tier["valid_from"] or "")
        yield key, told | {str(tier["tier"]): _amount(tier["factor"]) for tier in of_model}


def _differences(
    ours: Mapping[tuple[str, str], Figures], rules: Sequence[Row], other: PriceList
) -> Iterator[Difference]:
    met = set()
    for (vendor, name), theirs in other.models.items():
        model = _model(rules, vendor, name)
        if model is None or (vendor, model) not in ours:
            yield other.name, vendor, name, UNKNOWN_HERE, None, None
            continue
        met.add((vendor, model))
        mine = ours[vendor, model]
        for figure in dict.fromkeys((*mine, *theirs)):
            if mine.get(figure) != theirs.get(figure):
                yield other.name, vendor, model, figure, mine.get(figure), theirs.get(figure)
    for vendor, model in ours.keys() - met:
        yield other.name, vendor, model, UNKNOWN_THERE, None, None


def _model(rules: Sequence[Row], vendor: str, name: str) -> str | None:
    """The model of an API that a name means there today."""
    found = [rule for rule in deciding(rules, name, "") if rule["vendor"] == vendor]
    return max(found, key=lambda rule: rule["valid_from"] or "")["api_model"] if found else None


def _key(row: Row) -> tuple[str, str]:
    return str(row["vendor"]), str(row["api_model"])


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
