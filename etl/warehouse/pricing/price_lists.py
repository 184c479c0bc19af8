"""The newest prices of two other lists, as their packages hold them: genai-prices and litellm. Nothing is fetched.

Of litellm only the file of prices in its wheel is read: the package asks the network when it is imported.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

PARTS = {"input": "input_mtok", "cached_read": "cache_read_mtok", "cache_write": "cache_write_mtok"}
PARTS |= {"output": "output_mtok"}
"""The prices of a million tokens, by our name and that of genai-prices."""

_FILE = "litellm/model_prices_and_context_window_backup.json"
_COSTS = {
    "input": "input_cost_per_token",
    "cached_read": "cache_read_input_token_cost",
    "cache_write": "cache_creation_input_token_cost",
    "output": "output_cost_per_token",
}
_SELLERS = {"xai": ("x-ai", "xai"), "google": ("google", "gemini")}
_SELLERS |= {"moonshotai": ("moonshotai", "moonshot"), "alibaba": ("alibaba", "dashscope")}
"""The names of vendors in genai-prices and in litellm, where those are not ours."""

_CHATS = ("chat", "responses", "completion")
_MILLION = 1_000_000
_TIERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "openai": {"service_tier": ("priority", "flex", "ultrafast")},
    "anthropic": {"speed": ("fast",), "processing": ("batch",)},
}
"""The tiers that we price, by vendor, under the names of genai-prices."""

_ENDINGS = {
    "openai": {"priority": "priority", "flex": "flex", "ultrafast": "ultrafast"},
    "anthropic": {"batches": "batch"},
}
"""The same under those of litellm, which has the others as multiples."""

Figures = Mapping[str, Decimal | None]
"""What a model costs: the parts, ``long_above``, the parts of long requests with ``long_``, and tiers as multiples."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """One package's prices: its name and edition, and the figures of every model by vendor and its name there."""

    name: str
    edition: str
    models: Mapping[tuple[str, str], Figures]


def installed(vendors: Iterable[str], day: date) -> list[PriceList]:
    """The lists whose packages are installed: what models of these vendors that take and give text cost on a day."""
    asked = sorted(vendors)
    found = []
    for read in (_genai_prices, _litellm):
        try:
            found.append(read(asked, day))
        except (ImportError, PackageNotFoundError, OSError):
            continue
    return found


def _genai_prices(vendors: list[str], day: date) -> PriceList:
    from genai_prices.data import providers

    ours = {_SELLERS.get(vendor, (vendor,))[0]: vendor for vendor in vendors}
    models = {
        (ours[provider.id], model.id): dict(_offered(provider.id, model, day))
        for provider in providers
        if provider.id in ours
        for model in provider.models
    }
    return PriceList("genai-prices", version("genai-prices"), {key: told for key, told in models.items() if told})


def _offered(vendor: str, model: Any, day: date) -> Iterator[tuple[str, Decimal | None]]:
    price = _of_day(model.prices, day)
    usual, long = _part(price, "input")
    if usual is None or _part(price, "output")[0] is None:
        return
    for name in PARTS:
        yield name, _part(price, name)[0]
        yield f"long_{name}", _part(price, name)[1]
    yield "long_above", None if long is None else Decimal(price.input_mtok.tiers[0].start)
    for variant in model.price_variants or ():
        amount = _part(variant.prices, "input")[0]
        for kind, tiers in _TIERS.get(vendor, {}).items():
            if variant.when.get(kind) in tiers and amount is not None:
                yield variant.when[kind], _multiple(amount, usual)


def _of_day(prices: Any, day: date) -> Any:
    """Of prices with a first day, the last that has come; else the last without any."""
    if not isinstance(prices, list):
        return prices
    begun = [one for one in prices if getattr(one.constraint, "start_date", date.min) <= day]
    return (begun or prices)[-1].prices


def _part(price: Any, name: str) -> tuple[Decimal | None, Decimal | None]:
    """The price of a request of usual length, and of a long one."""
    told = getattr(price, PARTS[name])
    steps = getattr(told, "tiers", None)
    usual = getattr(told, "base", told)
    return (None if usual is None else Decimal(usual)), (Decimal(steps[0].price) if steps else None)


def _litellm(vendors: list[str], _: date) -> PriceList:
    package = distribution("litellm")
    text = Path(str(package.locate_file(_FILE))).read_text("utf-8")
    told = json.loads(text, parse_float=Decimal)
    ours = {_SELLERS.get(vendor, (vendor,))[-1]: vendor for vendor in vendors}
    models = {
        (ours[entry["litellm_provider"]], name): dict(_billed(entry))
        for name, entry in told.items()
        if entry.get("litellm_provider") in ours and entry.get("mode") in _CHATS and "output_cost_per_token" in entry
    }
    return PriceList("litellm", package.version, models)


def _billed(entry: Mapping[str, Any]) -> Iterator[tuple[str, Decimal | None]]:
    usual = _dollars(entry, "input_cost_per_token")
    marks = [key.removeprefix("input_cost_per_token_above_") for key in entry]
    above = next((mark for mark in marks if mark.endswith("k_tokens") and mark[:-8].isdigit()), None)
    for name, key in _COSTS.items():
        yield name, _dollars(entry, key)
        yield f"long_{name}", _dollars(entry, f"{key}_above_{above}") if above else None
    yield "long_above", Decimal(above[:-8]) * 1000 if above else None
    for ending, tier in _ENDINGS.get(entry["litellm_provider"], {}).items():
        if (amount := _dollars(entry, f"input_cost_per_token_{ending}")) is not None and usual:
            yield tier, _multiple(amount, usual)
    for tier, factor in (entry.get("provider_specific_entry") or {}).items():
        yield tier, _multiple(Decimal(factor), Decimal(1))


def _dollars(entry: Mapping[str, Any], key: str) -> Decimal | None:
    """Nothing and 0 are the same there: what costs nothing extra."""
    told = entry.get(key)
    return Decimal(told) * _MILLION if told else None


def _multiple(amount: Decimal, usual: Decimal) -> Decimal:
    return round(amount / usual, 9)
