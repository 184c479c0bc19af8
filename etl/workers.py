"""Who calls extract: this process, or a pool of them. The results come in the order of the tasks."""

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait

from etl.count import prepare
from etl.extract import Extract, Setup, Task, extract
from etl.lean import do_without_pandas


@contextmanager
def workers(jobs: int, setup: Setup) -> Iterator["Runner"]:
    """A runner of tasks: in this process for one job, else in ``jobs`` processes.

    Enter it before any thread or database connection exists: where the system can, the processes are forked.
    """
    if jobs <= 1:
        yield Runner(setup)
        return
    method = "spawn" if sys.platform in ("win32", "darwin") else "fork"
    gc.freeze()
    with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _begin, (setup,)) as pool:
        # Forked processes are all started with the first task, and they must be before there are threads.
        pool.submit(os.getpid)
        yield Runner(setup, pool, 2 * jobs + 2)


class Runner:
    """Runs tasks; at most ``ahead`` of them are under way, so that memory stays flat."""

    def __init__(self, setup: Setup, pool: ProcessPoolExecutor | None = None, ahead: int = 0) -> None:
        self.setup = setup
        self._pool = pool
        self._ahead = ahead

    def run(self, tasks: Iterable[Task]) -> Iterator[Extract]:
        """The extract of each task, in order."""
        if self._pool is None:
            yield from (extract(task, self.setup) for task in tasks)
            return
        source = iter(tasks)
        waiting = deque(self._pool.submit(_work, task) for task in islice(source, self._ahead))
        while waiting:
            future: Future[Extract] = waiting.popleft()
            yield future.result()
            waiting.extend(self._pool.submit(_work, task) for task in islice(source, 1))


_setup: Setup


def _begin(setup: Setup) -> None:
    global _setup
    _setup = setup
    do_without_pandas()
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
