"""From amounts to levels, bins and ticks."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

Amount = TypeVar("Amount", int, float, Decimal)

_STEPS = (1, 2, 2.5, 5, 10)


def quartiles(amounts: Iterable[Amount]) -> list[Amount]:
    """The upper ends of levels 1, 2, 3 and 4: quartiles of what is above zero, by nearest rank; none if nothing is.

    Taken from the days on which something happened, so that one huge day does not make all others look empty. Every
    end is an amount that occurs; they may be equal.
    """
    active = sorted(amount for amount in amounts if amount > 0)
    return [active[math.ceil(len(active) * part / 4) - 1] for part in range(1, 5)] if active else []


def level(amount: Amount, ends: Sequence[Amount]) -> int:
    """0 for nothing, else the first of 1 to 4 whose end is not below the amount."""
    return min(bisect_left(ends, amount) + 1, len(ends)) if amount > 0 else 0


def doubling(largest: int) -> list[tuple[int, int]]:
    """Bins, both ends inclusive, that hold every whole number to ``largest``: 0, 1, 2, 3 to 4, 5 to 8, 9 to 16 …"""
    bins = [(0, 0)]
    while bins[-1][1] < largest:
        first = bins[-1][1] + 1
        bins.append((first, max(first, 2 * (first - 1))))
    return bins


def ticks(largest: float, about: int = 4) -> list[float]:
    """Round numbers from 0 up to the first that is not below ``largest``, some ``about`` of them."""
    if largest <= 0:
        return [0.0, 1.0]
    magnitude = 10.0 ** math.floor(math.log10(largest / about))
    step = next(magnitude * nice for nice in _STEPS if magnitude * nice * about >= largest * (1 - 1e-9))
    return [step * i for i in range(math.ceil(largest / step * (1 - 1e-9)) + 1)]


def median(counts: Iterable[tuple[int, int]]) -> float:
    """The middle of values, each given with how often it occurs; of two middles their mean."""
    ordered = sorted(counts)
    total = sum(often for _, often in ordered)
    low, high = (_ranked(ordered, place) for place in ((total - 1) // 2, total // 2))
    return (low + high) / 2


def _ranked(ordered: Sequence[tuple[int, int]], place: int) -> int:
    for value, often in ordered:
        place -= often
        if place < 0:
            return value
    raise ValueError("There are no values.")
