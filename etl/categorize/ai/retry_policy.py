"""How patient we are with a server: attempts, waits between them, and time for one."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from etl.categorize.ai.errors import CancelError, HaltError

_LOOK = 0.05
"""Seconds after which a wait looks whether it was cancelled."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Seconds, but for ``attempts`` and for ``failures``, after so many of which in a row a run ends.

    ``grace`` is what requests on their way are given when a run is cancelled.
    """

    attempts: int = 5
    failures: int = 10
    first_wait: float = 0.5
    longest_wait: float = 120.0
    connect: float = 10.0
    timeout: float = 120.0
    grace: float = 2.0

    def wait(self, attempt: int, headers: Mapping[str, str]) -> float:
        """Seconds until the next attempt: what the server asks for, else twice as long each time, with jitter.

        Raises HaltError where the server asks for more than anybody would wait.
        """
        asked = _asked(headers)
        if asked is None:
            return min(self.first_wait * 2.0**attempt, self.longest_wait) * random.uniform(0.5, 1.0)
        if asked > self.longest_wait:
            raise HaltError(f"The server asks to wait {asked:,.0f} seconds; start again then.")
        return asked + random.uniform(0, 0.1) * min(asked, self.first_wait)


class Brake:
    """One wait for all threads: when a server is too busy for one request, it is for the others."""

    def __init__(
        self,
        cancelled: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cancelled, self._clock, self._sleep = cancelled, clock, sleep
        self._until = 0.0
        self._lock = threading.Lock()

    def pull(self, seconds: float) -> None:
        """Let nobody ask for so long."""
        with self._lock:
            self._until = max(self._until, self._clock() + seconds)

    def wait(self) -> None:
        """Return when one may ask. Raises CancelError as soon as the user wants no more."""
        while not self._cancelled():
            left = self._until - self._clock()
            if left <= 0:
                return
            self._sleep(min(left, _LOOK))
        raise CancelError


def _asked(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait, as a number or a date (RFC 9110, 10.2.3); None where it asks for none."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        said = headers.get(name, "").strip()
        if said.replace(".", "", 1).isdigit() and said.isascii() and len(said) < 12:
            return float(said) / unit
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())
