"""What should not be passed on: addresses of mail, numbers of phones, keys, cards and accounts, put out of sight.

A best effort on text as people write it: what has the form of such a thing is replaced, names and places are not.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from etl.redact.patterns import spans

KINDS = ("key", "mail", "iban", "card", "phone")
"""In the order in which they are looked for: what a key holds is no phone number."""


class Redactor:
    """Replaces, with one number for each thing as long as it lives: [mail 1] is the same address everywhere."""

    def __init__(self) -> None:
        self.replaced: Counter[str] = Counter()
        self._numbers: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}

    def __call__(self, text: str) -> str:
        """The text with markers in it. Takes time in proportion to its length, whatever it holds."""
        for kind in KINDS:
            text = self._without(kind, text)
        return text

    def _without(self, kind: str, text: str) -> str:
        pieces, done = [], 0
        for start, end, meaning in spans(kind, text):
            numbers = self._numbers[kind]
            number = numbers.setdefault(meaning, len(numbers) + 1)
            pieces += [text[done:start], f"[{kind} {number}]"]
            done = end
            self.replaced[kind] += 1
        return "".join([*pieces, text[done:]]) if pieces else text


def unchanged(text: str) -> str:
    """What stands in for a Redactor where nothing is to be hidden."""
    return text


Hide = Callable[[str], str]


def described(replaced: Counter[str]) -> Iterator[str]:
    """What was replaced, for a line on stderr: "3 mail, 1 key"."""
    return (f"{replaced[kind]:,} {kind}" for kind in KINDS if replaced[kind])
