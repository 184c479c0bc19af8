"""Running a command while watching its whole process tree."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds, those of CPU, peak bytes over all its processes together, what it printed.

    ``rss`` counts shared pages once for each process, ``pss`` once in all (0 where the system cannot tell).
    """

    seconds: float
    rss: int
    pss: int
    output: str
    cpu: float = 0.0


def run(command: Sequence[str], watch: bool = False, home: Path | None = None) -> Run:
    """Run a command to its end; ``watch`` samples its processes each 50 ms, which costs some time itself.

    Only so are CPU seconds known of processes that nobody waits for, as Spark's.

    ``home``: the folder that it finds its user's files in.
    """
    environment = os.environ | ({"HOME": str(home)} if home else {})
    started, before = time.perf_counter(), _cpu()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    peaks = [0, 0]
    used: dict[int, float] = {}
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, used), daemon=True)
    if watch:
        watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    if watch:
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with status {process.returncode}:\n{output}")
    return Run(seconds, peaks[0], peaks[1], output, max(_cpu() - before, sum(used.values())))


def _cpu() -> float:
    """CPU seconds of the processes that have ended, and of theirs."""
    used = os.times()
    return used.children_user + used.children_system


def _watch(pid: int, peaks: list[int], used: dict[int, float]) -> None:
    """Keep the highest sums until the process is gone, and what each of its processes used of a processor."""
    try:
        root = psutil.Process(pid)
        while root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
            processes = (root, *root.children(recursive=True))
            sizes = [_sizes(process) for process in processes]
            used |= {process.pid: seconds for process in processes if (seconds := _seconds(process))}
            peaks[:] = [
                max(peaks[0], sum(rss for rss, _ in sizes)),
                max(peaks[1], sum(pss for _, pss in sizes)),
            ]
            time.sleep(INTERVAL)
    except psutil.NoSuchProcess:
        return


def _sizes(process: psutil.Process) -> tuple[int, int]:
    """RSS and PSS; nothing for a process that ended between being listed and being asked."""
    try:
        memory = process.memory_full_info()
        return memory.rss, getattr(memory, "pss", 0)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0, 0


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
