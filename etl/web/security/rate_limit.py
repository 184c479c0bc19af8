"""A bound on how often something may happen: the token bucket."""

import time
from collections.abc import Callable

_CLIENTS = 1_000


class Bucket:
    """Lets ``burst`` calls pass at once and ``rate`` a second after that, for each client by itself."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, float(burst), clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, client: str) -> float:
        """0 where the call may pass, which then counts; else the seconds until one may."""
        now = self._clock()
        left, since = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        passes = left >= 1
        self._left[client] = (left - 1 if passes else left, now)
        if len(self._left) > _CLIENTS:
            # The one that has been quiet the longest.
            del self._left[next(iter(self._left))]
        return 0.0 if passes else (1 - left) / self._rate
