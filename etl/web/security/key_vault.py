"""Keys of the user's to a model, for ten minutes, encrypted, in memory only.

The encryption key is in the same process: this keeps the user's key out of dumps and logs that happen by accident,
and not from somebody who reads our memory.
"""

import secrets
import time
from collections.abc import Callable
from threading import Lock

from cryptography.fernet import Fernet


class Vault:
    """Holds one key at a time, bound to the origin it was given for."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock, self._fernet, self._lock = clock, Fernet(Fernet.generate_key()), Lock()
        self._held: tuple[str, str, bytes, float] | None = None

    def put(self, key: str, origin: str) -> str:
        """Hold a key, in the place of the one before; says the token it is fetched with."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._held = (token, origin, self._fernet.encrypt(key.encode()), self._clock() + self.seconds)
        return token

    def get(self, token: str, origin: str) -> str | None:
        """The key; None for another token or origin, and once its time is over: it is erased then."""
        with self._lock:
            if self._held is not None and self._clock() >= self._held[3]:
                self._held = None
            if self._held is None or not secrets.compare_digest(self._held[0].encode(), token.encode()):
                return None
            return self._fernet.decrypt(self._held[2]).decode() if self._held[1] == origin else None
