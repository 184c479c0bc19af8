"""Prices of the user's own: from the command line, or from a file of the form of sql/seeds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from etl.errors import SettingError
from etl.state.dates import first_day
from etl.state.overrides import Row, columns, figures, own, put, remove, words

TABLE = "pricing"
_NEEDED = ("vendor", "api_model", "valid_from", "input", "output")
_FIGURES = ("input", "cached_read", "cache_write", "output")
_DOLLARS = (*_FIGURES, *(f"long_{name}" for name in _FIGURES))


@dataclass(frozen=True, slots=True)
class Added:
    """What was kept, in words, and vendors among it that we know nothing of: perhaps a slip."""

    told: str
    new_vendors: str


def add_price(database: Path, row: Row) -> Added:
    """Keep a price, in the place of an own one of the same vendor, model and day.

    Raises SettingError for what is no price, no day, or incomplete.
    """
    checked = checked_price(row)
    new = _new_vendors(database, [checked])
    put(database, TABLE, [checked])
    return Added(f"the price of {checked['api_model']} from {checked['valid_from']}", new)


def add_prices(database: Path, rows: list[Row]) -> Added:
    """Keep many prices, all or none. They must have been checked."""
    new = _new_vendors(database, rows)
    put(database, TABLE, rows)
    return Added(f"{len(rows):,} price{'s' if len(rows) != 1 else ''}", new)


def remove_price(database: Path, vendor: str, model: str, day: str) -> None:
    """Drop an own price. Raises SettingError if the user has none of that vendor, model and day."""
    since = str(first_day(day))
    if not remove(database, TABLE, vendor=vendor.lower(), api_model=model.lower(), valid_from=since):
        held = words(f"{one['vendor']} {one['api_model']} {one['valid_from']}" for one in own(database)[TABLE])
        others = f"there are: {held}." if held else "nor any other."
        raise SettingError(f"You have no own price of {vendor} {model} from {since}; {others}")


def checked_price(row: Row) -> dict[str, str | None]:
    """A row of pricing as it is kept. Raises SettingError where one of its values is none."""
    for name in _NEEDED:
        if not row.get(name):
            raise SettingError(f"A price needs {', '.join(_NEEDED)}; {name} is missing.")
    checked = {name: _stripped(row, name) for name in columns(TABLE)}
    for name in ("vendor", "api_model"):
        checked[name] = str(checked[name]).lower()
    checked["valid_from"] = str(first_day(str(checked["valid_from"])))
    if checked["is_dated"] not in (None, "true", "false"):
        raise SettingError(f"'{checked['is_dated']}' is no is_dated of a price; there are: false, true.")
    for name in _DOLLARS:
        value = checked[name]
        checked[name] = None if value is None else str(amount(value, 6, f"price ({name})"))
    above = checked["long_above"]
    if above is not None and not (above.isascii() and above.isdigit() and len(above) < 10):
        raise SettingError(f"'{above}' is no number of tokens (long_above); give a whole number, like 200000.")
    return checked


def vendor_of(database: Path, model: str, vendor: str | None) -> str:
    """Who sells a model. Raises SettingError if nothing has its price, or if several sell it and none is named."""
    priced = figures(database, TABLE)
    sellers = {str(one["vendor"]) for one in priced if one["api_model"] == model}
    if vendor is not None:
        sellers &= {vendor.lower()}
    if not sellers:
        near = get_close_matches(model, {str(one["api_model"]) for one in priced}, 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "see: etl prices list"
        seller = f" at {vendor}" if vendor else ""
        raise SettingError(
            f"{model} has no price{seller}, ours or your own; give it one with etl prices add, or {hint}"
        )
    if len(sellers) > 1:
        raise SettingError(f"{model} is sold by {words(sellers)}; say whose with --vendor.")
    return sellers.pop()


def amount(text: str, places: int, what: str) -> Decimal:
    """An amount of US dollars, exact. Raises SettingError for what is none, is negative, or has too many places."""
    if not re.fullmatch(rf"[0-9]{{1,6}}(\.[0-9]{{1,{places}}})?", text.strip()):
        raise SettingError(
            f"'{text}' is no {what}; give US dollars, zero or more, with at most {places} decimal places, like 22.50."
        )
    return Decimal(text.strip())


def _new_vendors(database: Path, rows: list[dict[str, str | None]] | list[Row]) -> str:
    known = {one["vendor"] for one in figures(database, TABLE)}
    return words(row["vendor"] for row in rows if row["vendor"] not in known)


def _stripped(row: Mapping[str, str | None], name: str) -> str | None:
    value = (row.get(name) or "").strip()
    return value or None
