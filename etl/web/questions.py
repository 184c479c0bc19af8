"""Statements of the user's, few at a time: who waits holds nothing that the pages need."""

from asyncio import Semaphore
from typing import Any

from starlette.concurrency import run_in_threadpool

from etl.reporting.sql import runner
from etl.web.errors import Refused
from etl.web.settings import Settings

AT_ONCE, WAITING = 2, 8
"""Statements that run, and others that wait for their turn."""

_RETRY = 5


class Questions:
    """The way of every statement that comes over the web."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = Semaphore(AT_ONCE)
        self._asked = 0

    async def ask(self, sql: str) -> dict[str, Any]:
        """``columns``, ``types``, ``rows`` and ``is_cut``.

        Raises QueryError and DatabaseError as the runner does, and Refused where too many wait already.
        """
        if self._asked >= AT_ONCE + WAITING:
            raise Refused(503, "Too many statements are being answered; ask again in a moment.", retry=_RETRY)
        self._asked += 1
        try:
            async with self._turns:
                return await run_in_threadpool(runner.values, self._settings.database, sql, self._settings.sql_seconds)
        finally:
            self._asked -= 1
