"""What takes longer than an answer may: runs in a thread, can be asked how far it is, can be cancelled."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from etl.web.errors import Refused, noted

_KEPT = 50
"""Jobs that are remembered: the last ones."""


class CancelledError(Exception):
    """A job was told to stop, and did; its words, if any, say how things are left."""


@dataclass(slots=True)
class Job:
    """How far a job is. ``state``: running, done, failed, cancelled. ``result`` is there when it is done."""

    id: str
    kind: str
    state: str = "running"
    done: int = 0
    total: int = 0
    conversations: int = 0
    message: str = ""
    result: Any = None
    stop: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def is_over(self) -> bool:
        return self.state != "running"

    def told(self) -> dict[str, object]:
        """What /api/progress says of it."""
        percent = 100 if self.state == "done" else round(100 * self.done / self.total, 1) if self.total else 0
        names = ("kind", "state", "done", "total", "conversations", "message")
        return {"job_id": self.id, "percent": percent} | {name: getattr(self, name) for name in names}


class Jobs:
    """The jobs of one run of the server, each under an id that cannot be guessed."""

    def __init__(self, foreseen: Callable[[Exception], str | None]) -> None:
        self._jobs: dict[str, Job] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()
        self._foreseen = foreseen

    def start(self, kind: str, work: Callable[[Job], Any]) -> Job:
        """Do ``work`` in a thread; what it returns is the job's result."""
        job = Job(secrets.token_urlsafe(16), kind)
        thread = threading.Thread(target=self._do, args=(job, work), name=kind, daemon=True)
        with self._lock:
            self._jobs[job.id], self._threads[job.id] = job, thread
            over = [each.id for each in self._jobs.values() if each.is_over]
            for old in over[: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[old], self._threads[old]
        thread.start()
        return job

    def find(self, name: str) -> Job:
        """Raises Refused where there is none of that id."""
        with self._lock:
            job = self._jobs.get(name)
        if job is None:
            raise Refused(404, "There is no such job; it may be of an earlier run.")
        return job

    def end(self) -> None:
        """Tell all to stop, and wait for it a little."""
        with self._lock:
            threads = list(self._threads.values())
            for job in self._jobs.values():
                job.stop.set()
        for thread in threads:
            thread.join(5)

    def _do(self, job: Job, work: Callable[[Job], Any]) -> None:
        try:
            job.result = work(job)
            if isinstance(job.result, str):
                job.message = job.result
            job.state = "done"
        except CancelledError as stop:
            job.message, job.state = str(stop) or "Cancelled; the database is as it was.", "cancelled"
        except Exception as error:
            sentence = self._foreseen(error) or f"Something went wrong here (error {noted(error)})."
            job.message, job.state = sentence, "failed"
