"""One batch, until each of its texts has an answer or is given up: re-asked for what is missing, halved on failure."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from etl.categorize.ai.errors import BatchError

_One = TypeVar("_One")


def settle(batch: Sequence[_One], ask: Callable[[Sequence[_One]], set[int]]) -> Iterator[_One]:
    """What stays without an answer, each once.

    ``ask`` says which of a batch were answered, by index, or raises BatchError.
    Of n texts, at most 2n - 1 requests: each either answers something or divides a batch, until one text alone is
    left without an answer.
    """
    waiting = [list(batch)] if batch else []
    while waiting:
        asked = waiting.pop()
        try:
            answered = ask(asked)
        except BatchError:
            answered = set()
        left = [one for index, one in enumerate(asked) if index not in answered]
        if len(left) < len(asked):
            waiting += [left] if left else []
        elif len(left) == 1:
            yield left[0]
        else:
            middle = len(left) // 2
            waiting += [left[middle:], left[:middle]]
