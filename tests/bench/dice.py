"""Chance that is the same on every machine and every Python: only random() and getrandbits() are used."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: int) -> None:
        source = random.Random(seed)
        self.roll = source.random
        self.bits = source.getrandbits

    def chance(self, probability: float) -> bool:
        """True with that probability."""
        return self.roll() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, all alike."""
        return choices[int(self.roll() * len(choices))]

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of the choices, each with its weight."""
        left = self.roll() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            left -= weight
            if left < 0:
                return choice
        return choices[-1][0]

    def skewed(self, low: int, typical: int, high: int) -> int:
        """A whole number with a long tail: half lie below typical, one in a hundred nears high."""
        roll = self.roll()
        if roll < 0.5:
            return low + int((typical - low) * roll * 2)
        tail = (roll - 0.5) * 2
        return typical + int((high - typical) * tail * tail * tail * tail * (0.2 + 0.8 * tail * tail))

    def uuid(self) -> str:
        """A random UUID, version 4."""
        digits = f"{self.bits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def letters(self, length: int) -> str:
        """Letters and digits, as in the id of a file."""
        return "".join(_LETTERS[self.bits(16) % 62] for _ in range(length))

    def hexadecimal(self, length: int) -> str:
        """Hexadecimal digits."""
        return f"{self.bits(4 * length):0{length}x}"
