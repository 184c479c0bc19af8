"""Who does the work of a lake on this machine: this process, or some beside it. Any other runner does the same."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from typing import Protocol, TypeVar

from etl.errors import EtlError
from etl.pipeline.lean_arrow import lean_arrow
from etl.pipeline.workers import IS_FORKED, die_with_parent
from etl.transform.count import foresee, prepare
from etl.warehouse.memory import LEAN, free_memory

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Runner(Protocol):
    """Calls one function for every task, wherever that is, and hands back the results in any order.

    ``jobs`` tasks run at once, each with ``memory`` bytes for its database. An export that is far larger than others
    may have ``processes`` of this machine for itself.
    """

    jobs: int
    processes: int
    memory: int

    def map(self, function: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """The results, as they come; tasks and results can be pickled. Raises what a task raised."""


class Here:
    """This machine's cores: this process alone, or ``jobs`` others, which begin with the first task."""

    def __init__(self, jobs: int, news: int) -> None:
        self.jobs = self.processes = jobs
        self._news = news
        self.memory = max(LEAN, free_memory() // 2 // jobs)
        self._pool: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """See Runner. Raises EtlError if a process was killed."""
        if self.jobs == 1:
            yield from map(function, tasks)
            return
        self._pool = self._pool or self._begun()
        try:
            for done in as_completed([self._pool.submit(function, task) for task in tasks]):
                yield done.result()
        except BrokenProcessPool as error:
            raise EtlError(
                "A worker process was killed, perhaps for want of memory; run the same again with --jobs 1. "
                "The lake is as it was."
            ) from error

    def close(self) -> None:
        """End the processes; what they have not begun they never do."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _begun(self) -> ProcessPoolExecutor:
        if IS_FORKED and self._news:
            prepare(self._news)
        method = multiprocessing.get_context("fork" if IS_FORKED else "spawn")
        pool = ProcessPoolExecutor(self.jobs, method, _begin, (0 if IS_FORKED else self._news,))
        # Forked processes are all started with the first task; frozen, what they share stays shared.
        gc.freeze()
        pool.submit(os.getpid)
        gc.unfreeze()
        return pool


@contextmanager
def here(jobs: int, news: int) -> Iterator[Here]:
    """A runner on this machine; ``news`` are the bytes that surely must be counted.

    Begin its first task before any thread or database connection exists: where the system can, processes are forked.
    """
    foresee(news)
    with closing(Here(jobs, news)) as runner:
        yield runner


def _begin(news: int) -> None:
    # Ctrl-C reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lean_arrow()
    threading.Thread(target=die_with_parent, daemon=True).start()
    if news:
        prepare(news)
