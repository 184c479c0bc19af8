"""Loads of folders of logs whenever something changes there, for as long as the server runs."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from etl.errors import EtlError
from etl.pipeline.watch import follow
from etl.web.errors import noted
from etl.web.jobs.background import CancelledError, Job
from etl.web.jobs.loads import Loading
from etl.web.settings import Settings

_MOST_PATIENCE = 300.0
"""Seconds between two tries of a load that goes on failing, at most."""


class Watching:
    """Looks at the folders now and then, and loads what changed; in line with the uploads, so never two at once.

    What changes during a load is a change of its own. A load that fails is tried again, more and more seldom, though
    nothing else changes; nothing that goes wrong ends the watch.
    """

    def __init__(self, settings: Settings, loading: Loading, shorten: Callable[[str], str]) -> None:
        self._places: tuple[Path, ...] = settings.watched
        self._seconds = settings.watch_seconds
        self._loading, self._shorten = loading, shorten
        self._stop = Event()
        self._state, self._message = "waiting", ""
        self._thread = Thread(target=self._go, name="watch", daemon=True)

    def begin(self) -> None:
        """Load once, then watch; without folders nothing is ever loaded."""
        if self._places:
            self._thread.start()

    def end(self) -> None:
        """Stop, and the load with it: the database is then as it was before."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def told(self) -> dict[str, object] | None:
        """Which folders, by name, and what is happening: waiting, loading or failed, and why. None: no watch."""
        if not self._places:
            return None
        names = [path.resolve().name for path in self._places]
        return {"folders": names, "state": self._state, "message": self._message}

    def _go(self) -> None:
        follow(self._places, self._load, self._seconds, self._stop.wait, _MOST_PATIENCE)

    def _load(self) -> bool:
        """Load, and remember how it went, a failure till it is mended; did it come in?"""
        if not self._message:
            self._state = "loading"
        try:
            self._loading.load(Job("watch", "watch", stop=self._stop), self._places)
        except (EtlError, CancelledError) as error:
            self._state, self._message = "failed", self._shorten(str(error))
            return False
        except Exception as error:
            self._state, self._message = "failed", f"Something went wrong here (error {noted(error)})."
            return False
        self._state, self._message = "waiting", ""
        return True
