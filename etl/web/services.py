"""What the routes share: the database, the jobs, the keys, the folder of uploads, the questions in SQL."""

from collections.abc import Callable

from starlette.requests import Request

from etl.state.file import open_state
from etl.web.data.database import Desk
from etl.web.errors import foreseen, without_folder
from etl.web.jobs.background import Jobs
from etl.web.jobs.loads import Loading
from etl.web.jobs.watching import Watching
from etl.web.questions import Questions
from etl.web.security.key_vault import Vault
from etl.web.security.rate_limit import Bucket
from etl.web.settings import Settings

_KEYS = 5
"""Keys that may be registered in a minute."""


class Services:
    """One of each for a run of the server."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self.settings = settings
        self.desk = Desk(settings.database)
        self.jobs = Jobs(lambda error: foreseen(error, settings.database))
        self.vault = Vault(settings.key_seconds, clock)
        self.keys = Bucket(_KEYS / 60, _KEYS, clock)
        self.loading = Loading(settings.database)
        self.watching = Watching(settings, self.loading, self._shortened)
        self.questions = Questions(settings)

    def begin(self) -> None:
        """Make the state file, private; remove what a killed run left; watch what is to be watched."""
        with open_state(self.settings.database):
            self.loading.begin()
        self.watching.begin()

    def end(self) -> None:
        """Stop what still runs, and remove what it was given."""
        self.watching.end()
        self.jobs.end()
        self.loading.end()

    def _shortened(self, sentence: str) -> str:
        return without_folder(sentence, self.settings.database)


def services(request: Request) -> Services:
    """What the routes share."""
    found = request.app.state.services
    assert isinstance(found, Services)
    return found


def desk(request: Request) -> Desk:
    """Where the database is read."""
    return services(request).desk
