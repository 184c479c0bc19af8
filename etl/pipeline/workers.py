"""Who calls extract: this process, or a pool of them. The results come in the order of the tasks."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait

from etl.errors import EtlError
from etl.pipeline.hide_pandas import hide_pandas
from etl.transform.count import prepare
from etl.transform.task import Extract, Setup, Task, extract


@contextmanager
def workers(jobs: int, setup: Setup) -> Iterator["Runner"]:
    """A runner of tasks: in this process for one job, else in ``jobs`` processes.

    Enter it before any thread or database connection exists: where the system can, the processes are forked.
    Leaving it by an exception drops the tasks not yet begun.
    """
    if jobs <= 1:
        yield Runner(setup)
        return
    method = "spawn" if sys.platform in ("win32", "darwin") else "fork"
    with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _begin, (setup,)) as pool:
        # Forked processes are all started with the first task, and they must be before there are threads. Frozen,
        # what they share stays shared; thawed, this process can tear it down at its end.
        gc.freeze()
        pool.submit(os.getpid)
        gc.unfreeze()
        try:
            yield Runner(setup, pool, 2 * jobs + 2)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class Runner:
    """Runs tasks; at most ``ahead`` of them are under way, so that memory stays flat."""

    def __init__(self, setup: Setup, pool: ProcessPoolExecutor | None = None, ahead: int = 0) -> None:
        self.setup = setup
        self._pool = pool
        self._ahead = ahead

    def run(self, tasks: Iterable[Task]) -> Iterator[Extract]:
        """The extract of each task, in order. Raises EtlError if a worker process was killed."""
        if self._pool is None:
            yield from (extract(task, self.setup) for task in tasks)
            return
        try:
            yield from self._in_order(self._pool, iter(tasks))
        except BrokenProcessPool as error:
            raise EtlError(
                "A worker process was killed, perhaps for want of memory; load again with --jobs 1. "
                "Nothing was changed."
            ) from error

    def _in_order(self, pool: ProcessPoolExecutor, tasks: Iterator[Task]) -> Iterator[Extract]:
        """The extracts; what cannot travel is done here when its turn comes."""

        def begun(task: Task) -> Task | Future[Extract]:
            return pool.submit(_work, task) if task.can_travel else task

        waiting = deque(map(begun, islice(tasks, self._ahead)))
        while waiting:
            first = waiting.popleft()
            yield extract(first, self.setup) if isinstance(first, Task) else first.result()
            waiting.extend(map(begun, islice(tasks, 1)))


_setup: Setup


def _begin(setup: Setup) -> None:
    global _setup
    _setup = setup
    # Ctrl-C reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hide_pandas()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    prepare()


def _work(task: Task) -> Extract:
    return extract(task, _setup)


def _die_with_parent() -> None:
    """A killed parent closes nothing; without this its workers would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
