"""Our newest prices beside those inside the Python package genai-prices: a check for who keeps our figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from importlib.metadata import version
from typing import Any

FIGURES = {
    "input": "input_mtok",
    "cached_read": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
    "output": "output_mtok",
}
"""The figures that are compared, by our name and theirs: US dollars per million tokens."""

COLUMNS = {"vendor": "VARCHAR", "model": "VARCHAR", "figure": "VARCHAR", "ours": "DECIMAL", "theirs": "DECIMAL"}
"""What a row of a comparison holds: a figure that is not the same, or _UNKNOWN for a model they do not have."""

Price = Mapping[str, str | None]
_Difference = tuple[str, str, str, Decimal | None, Decimal | None]
_UNKNOWN = "model unknown there"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, of how many models, on the day for which both were asked; ``edition`` of the package."""

    models: int
    day: str
    edition: str
    rows: list[_Difference]

    @property
    def unknown(self) -> int:
        """Models that the package does not have."""
        return sum(figure == _UNKNOWN for _, _, figure, _, _ in self.rows)

    @property
    def differing(self) -> int:
        """Models that both have, with different figures."""
        return len({(vendor, model) for vendor, model, figure, _, _ in self.rows if figure != _UNKNOWN})


def compare(prices: Iterable[Price]) -> Comparison:
    """Compare each model's newest row with the snapshot in the package, on the newest day of ours.

    Nothing is fetched: the package holds its prices. Raises ImportError if it is not installed.
    """
    newest: dict[tuple[str, str], Price] = {}
    for row in sorted(prices, key=lambda price: price["valid_from"] or ""):
        newest[str(row["vendor"]), str(row["api_model"])] = row
    day = max((str(row["valid_from"]) for row in newest.values()), default="1970-01-01")
    noon = datetime.combine(datetime.fromisoformat(day), time(12), UTC)
    import genai_prices as snapshot

    found = [one for key, row in newest.items() for one in _differences(key, row, snapshot, noon)]
    return Comparison(len(newest), day, version("genai-prices"), found)


def _differences(key: tuple[str, str], ours: Price, package: Any, at: datetime) -> Iterator[_Difference]:
    vendor, model = key
    try:
        answer = package.calc_price(
            package.Usage(input_tokens=1), model, provider_id=vendor, genai_request_timestamp=at
        )
    except LookupError:
        yield vendor, model, _UNKNOWN, None, None
        return
    for figure, name in FIGURES.items():
        text = ours.get(figure)
        mine, theirs = None if text is None else Decimal(text), _base(getattr(answer.model_price, name))
        if mine != theirs:
            yield vendor, model, figure, mine, theirs


def _base(price: Any) -> Decimal | None:
    """The price of a request of usual length, where longer ones cost more."""
    amount = getattr(price, "base", price)
    return None if amount is None else Decimal(amount)
