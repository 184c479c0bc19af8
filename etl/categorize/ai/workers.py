"""Threads that ask batches at the same time; whoever started them takes their answers, one after the other.

A batch is asked until each of its texts has an answer or is given up: again for what is missing, in halves on failure.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from etl.categorize.ai import prompt
from etl.categorize.ai.budget import Ledger
from etl.categorize.ai.endpoint import Endpoint
from etl.categorize.ai.errors import BatchError, CancelError, HaltError, RefusedError
from etl.categorize.ai.preview import Plan
from etl.categorize.ai.prompt import Text
from etl.categorize.ai.replies import Usage, answers, usage
from etl.categorize.ai.retry_policy import RetryPolicy

_One = TypeVar("_One")

_LOOK, _LEAVE = 0.05, 1.0
_NOTHING = Usage(0, 0)


@dataclass(frozen=True, slots=True)
class Event:
    """What one request brought: texts with their categories, or texts that stay without."""

    answered: tuple[tuple[Text, str], ...] = ()
    unanswered: tuple[Text, ...] = ()


class Workers:
    """The threads of one run. They hold no database: what they bring is kept by the one who takes it."""

    def __init__(
        self, plan: Plan, endpoint: Endpoint, ledger: Ledger, policy: RetryPolicy, stop: threading.Event
    ) -> None:
        self._plan, self._endpoint, self._ledger, self._policy, self._stop = plan, endpoint, ledger, policy, stop
        self.stopped: str | None = None
        self._sizes = dict(zip(map(id, plan.asked), plan.sizes, strict=True))
        self._events: queue.SimpleQueue[Event | BaseException | None] = queue.SimpleQueue()
        self._batches: queue.SimpleQueue[Sequence[Text]] = queue.SimpleQueue()
        for start in range(0, len(plan.asked), plan.setup.batch_size):
            self._batches.put(plan.asked[start : start + plan.setup.batch_size])
        self._threads: list[threading.Thread] = []
        self._failures = 0
        self._lock = threading.Lock()

    def events(self, cancelled: Callable[[], bool]) -> Iterator[Event]:
        """Work until all is asked, or it is no use, or it is cancelled; then requests on their way get the grace."""
        # Daemons: nobody has to wait for an answer that they want no more.
        many = range(self._plan.setup.max_concurrency)
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in many]
        for thread in self._threads:
            thread.start()
        working, until = len(many), float("inf")
        while working and time.monotonic() < until:
            if until == float("inf") and cancelled():
                self._halt("Cancelled; what was answered is kept.")
                until = time.monotonic() + self._policy.grace
            try:
                event = self._events.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if isinstance(event, BaseException):
                raise event
            if event is None:
                working -= 1
            else:
                yield event

    def leave(self) -> None:
        """End the threads; those that still wait for a server that nobody could cut off are left behind."""
        self._stop.set()
        self._endpoint.close()
        for thread in self._threads:
            thread.join(_LEAVE)

    def _work(self) -> None:
        try:
            while not self._stop.is_set():
                for text in settle(self._batches.get_nowait(), self._ask):
                    self._events.put(Event(unanswered=(text,)))
        except (queue.Empty, CancelError):
            pass
        except HaltError as halted:
            self._halt(str(halted))
        except BaseException as bug:
            self._events.put(bug)
        finally:
            self._events.put(None)

    def _halt(self, why: str) -> None:
        with self._lock:
            self.stopped = self.stopped or why
        self._stop.set()

    def _ask(self, batch: Sequence[Text]) -> set[int]:
        """Which of a batch were answered, by index; what they were answered is an event."""
        if self._stop.is_set():
            raise CancelError
        setup = self._plan.setup
        reply = self._paid(batch)
        found = answers(reply, len(batch), frozenset(setup.categories))
        self._watch(None if found else "an answer without a category")
        if found:
            self._events.put(Event(tuple((batch[number - 1], category) for number, category in found.items())))
        return {number - 1 for number in found}

    def _paid(self, batch: Sequence[Text]) -> dict[str, object]:
        """The reply to a batch, with what it cost in the ledger."""
        setup = self._plan.setup
        size = self._plan.fixed + sum(self._sizes[id(text)] for text in batch)
        promised = used = Usage(size, prompt.ROOM + prompt.ROOM_EACH * len(batch))
        if not self._ledger.promise(promised, self._stop.is_set):
            raise HaltError(f"The next request might cost more than is left of {self._ledger.most} dollars.")
        try:
            reply = self._endpoint.ask(prompt.question(setup.model, setup.categories, batch))
            used = usage(reply) or promised
        except (HaltError, CancelError):
            used = _NOTHING
            raise
        except BatchError as failure:
            used = _NOTHING if isinstance(failure, RefusedError) else promised
            self._watch(str(failure))
            raise
        finally:
            self._ledger.settle(promised, used)
        return reply

    def _watch(self, failure: str | None) -> None:
        """Raises HaltError when too many requests in a row have failed."""
        with self._lock:
            self._failures = 0 if failure is None else self._failures + 1
            if self._failures >= self._policy.failures:
                raise HaltError(
                    f"{self._failures} requests in a row have failed, the last: {failure}; try again later."
                )


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
