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
from contextlib import closing, contextmanager
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path

from etl.errors import EtlError
from etl.pipeline.lean_arrow import lean_arrow
from etl.pipeline.slots import Slots
from etl.pipeline.travel import Returned, Sent, arrive, bring, send, take
from etl.transform.count import foresee, prepare
from etl.transform.task import Extract, Setup, Task, extract

IS_FORKED = sys.platform not in ("win32", "darwin")


@contextmanager
def workers(jobs: int, setup: Setup, news: int, folder: Path | None = None) -> Iterator["Runner"]:
    """A runner of tasks: in this process for one job, else in ``jobs`` processes.

    Enter it before any thread or database connection exists: where the system can, the processes are forked, and all
    that counting needs is loaded once, before, if there is ``news``: bytes of exports that surely must be counted.
    What they hand to each other may lie in ``folder``. Leaving it by an exception drops the tasks not yet begun.
    """
    foresee(news)
    if jobs <= 1:
        yield Runner(setup)
        return
    ahead = 2 * jobs + 2
    with closing(Slots(ahead, folder, is_forked=IS_FORKED)) as slots, _pool(jobs, setup, slots, news) as pool:
        try:
            yield Runner(setup, pool, slots, ahead)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class Runner:
    """Runs tasks; at most ``ahead`` of them are under way, so that memory stays flat."""

    def __init__(
        self, setup: Setup, pool: ProcessPoolExecutor | None = None, slots: Slots | None = None, ahead: int = 0
    ) -> None:
        self.setup = setup
        self._pool, self._slots = pool, slots
        self._free = deque(range(ahead))

    def run(self, tasks: Iterable[Task]) -> Iterator[Extract]:
        """The extract of each task, in order. Raises EtlError if a worker process was killed."""
        if self._pool is None or self._slots is None:
            yield from (extract(task, self.setup) for task in tasks)
            return
        try:
            yield from self._in_order(self._pool, self._slots, iter(tasks))
        except BrokenProcessPool as error:
            raise EtlError(
                "A worker process was killed, perhaps for want of memory; load again with --jobs 1. "
                "Nothing was changed."
            ) from error

    def _in_order(self, pool: ProcessPoolExecutor, slots: Slots, tasks: Iterator[Task]) -> Iterator[Extract]:
        """The extracts; what cannot travel is done here when its turn comes."""

        def begun(task: Task) -> Task | tuple[int, Future[Returned]]:
            if not task.can_travel:
                return task
            slot = self._free.popleft()
            return slot, pool.submit(_work, send(task, slots, slot))

        waiting = deque(map(begun, islice(tasks, len(self._free))))
        while waiting:
            first = waiting.popleft()
            if isinstance(first, Task):
                yield extract(first, self.setup)
            else:
                slot, future = first
                result = take(future.result(), slots, slot)
                self._free.append(slot)
                yield result
            waiting.extend(map(begun, islice(tasks, 1)))


@contextmanager
def _pool(jobs: int, setup: Setup, slots: Slots, news: int) -> Iterator[ProcessPoolExecutor]:
    if IS_FORKED and news:
        prepare(news)
    method = multiprocessing.get_context("fork" if IS_FORKED else "spawn")
    with ProcessPoolExecutor(jobs, method, _begin, (setup, slots, 0 if IS_FORKED else news)) as pool:
        # Forked processes are all started with the first task, and they must be before there are threads. Frozen,
        # what they share stays shared; thawed, this process can tear it down at its end.
        gc.freeze()
        pool.submit(os.getpid)
        gc.unfreeze()
        yield pool


_setup: Setup
_slots: Slots


def _begin(setup: Setup, slots: Slots, news: int) -> None:
    global _setup, _slots
    _setup, _slots = setup, slots
    # Ctrl-C reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lean_arrow()
    threading.Thread(target=die_with_parent, daemon=True).start()
    if news:
        prepare(news)


def _work(sent: Sent) -> Returned:
    return bring(extract(arrive(sent, _slots), _setup), _slots, sent.slot)


def die_with_parent() -> None:
    """A killed parent closes nothing; without this its workers would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
