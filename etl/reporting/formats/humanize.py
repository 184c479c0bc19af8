"""Numbers and days as the charts say them."""

from datetime import date
from decimal import Decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_VENDORS = {"openai": "OpenAI", "anthropic": "Anthropic", "deepseek": "DeepSeek"}
_SCALES = ((10**9, "B"), (10**6, "M"), (10**3, "k"))


def count(value: int, one: str = "", many: str = "") -> str:
    """12,345; with a word, in the right number: 1 message, 2 messages."""
    if not one:
        return f"{value:,}"
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def short(value: float) -> str:
    """For an axis: 950, 1.2k, 13M."""
    for scale, letter in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.3g}{letter}"
    return f"{value:.3g}"


def dollars(value: Decimal | float) -> str:
    """$1,234.56; a sum below a cent with the digits that it has: $0.0012."""
    size = abs(float(value))
    if 0 < size < 0.01:
        return f"${size:.2g}" if size >= 0.0001 else "below $0.0001"
    return f"${value:,.2f}"


def basis(whole: Decimal, reported: Decimal | None) -> str:
    """What a sum of dollars rests on: reported, estimate, or how much of it is reported. None: no report priced."""
    if reported is None:
        return "estimate"
    return "reported" if reported == whole else f"{dollars(reported)} of it reported"


def day(value: date) -> str:
    """4 Mar 2025."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def vendor(name: str) -> str:
    """A vendor as it writes itself."""
    return _VENDORS.get(name, name.capitalize())
