"""Loads for the web app: a child process that runs etl load, told of and stopped by way of its job."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from threading import Lock, Thread

from filelock import FileLock, Timeout

from etl.errors import DatabaseError, ExportError
from etl.extract.archive.export import is_conversations
from etl.warehouse.build.staging import staging
from etl.web.jobs.background import CancelledError, Job

_TAIL = 20
_PAUSE = 0.05


class Loading:
    """Where uploads wait: a folder beside the database, so that there is room for both, and only its owner looks in.

    Each run of a server has one of its own there, under a lock, which tells what a killed run left from the rest.
    """

    def __init__(self, database: Path) -> None:
        self.database = database.resolve()
        self._root = self.database.with_name(f".{self.database.name}.uploads")
        self._turn = Lock()
        self._name = secrets.token_hex(8)
        self._lock = FileLock(self._root / f"{self._name}.lock", mode=0o600, thread_local=False)

    def begin(self) -> None:
        """Remove what killed runs left."""
        for left in self._root.glob("*.lock"):
            with suppress(Timeout, OSError), FileLock(left, timeout=0, mode=0o600):
                shutil.rmtree(left.with_suffix(""), ignore_errors=True)
                left.unlink()
        with suppress(OSError):
            self._root.rmdir()
        _sweep(self.database)

    def end(self) -> None:
        """Remove what this run has there."""
        if self._lock.is_locked:
            shutil.rmtree(self._root / self._name, ignore_errors=True)
            with suppress(OSError):
                Path(self._lock.lock_file).unlink()
            self._lock.release()
            with suppress(OSError):
                self._root.rmdir()

    def folder(self) -> Path:
        """A new private folder for one upload. Raises DatabaseError where none can be made."""
        try:
            self._root.mkdir(mode=0o700, exist_ok=True)
            if not self._lock.is_locked:
                self._lock.acquire(timeout=0)
            home = self._root / self._name
            home.mkdir(mode=0o700, exist_ok=True)
            return Path(tempfile.mkdtemp(dir=home))
        except OSError as error:
            raise DatabaseError(f"No upload can be stored ({error.strerror}); free the folder.") from error

    def load(self, job: Job, paths: Sequence[Path], folder: Path | None = None) -> str:
        """Load files, one load at a time; ``folder`` is removed after it. Says what the load said.

        Raises ExportError with the load's own sentence, CancelledError where the job was stopped.
        """
        try:
            while not self._turn.acquire(timeout=_PAUSE):
                _heed(job)
            try:
                return _run(job, _exports(paths), self.database)
            finally:
                _sweep(self.database)
                self._turn.release()
        finally:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _run(job: Job, paths: Sequence[Path], database: Path) -> str:
    with _child([*map(str, paths), "--db", str(database), "--progress", "json"]) as process:
        assert process.stderr is not None
        said: list[str] = []
        listener = Thread(target=_listen, args=(process.stderr, job, said), daemon=True)
        listener.start()
        while process.poll() is None:
            if job.stop.wait(_PAUSE):
                break
        _heed(job)
        listener.join(5)
    if process.returncode:
        told = next((line for line in reversed(said) if line.startswith("Error: ")), None)
        # The sentence names files where they wait, which says nothing to anybody.
        sentence = told.removeprefix("Error: ") if told else "The load ended without a word; the database is as it was."
        raise ExportError(_named(sentence, paths))
    return "\n".join(line for line in said if not line.startswith("Database "))


def _sweep(database: Path) -> None:
    """Remove what a killed load left, unless another one runs: it may be as large as the database."""
    if any(database.parent.glob(f".{escape(database.name)}.*.loading")):
        with suppress(DatabaseError), staging(database):
            pass


@contextmanager
def _child(arguments: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """etl load in a group of its own, which is killed, with the workers it has, whatever ends this."""
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "load", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            _kill(process)
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def _kill(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _listen(lines: Iterator[str], job: Job, said: list[str]) -> None:
    """Lines of JSON are how far it is, the others what it says."""
    with suppress(ValueError):
        for line in lines:
            if line.startswith("{"):
                told = json.loads(line)
                job.done, job.total, job.conversations = told["done"], told["total"], told["conversations"]
            else:
                said.append(line.rstrip())
                del said[:-_TAIL]


def _exports(paths: Sequence[Path]) -> list[Path]:
    """What to name to the load: files that were unpacked from one export together, as their folder."""
    loose = [path for path in paths if path.suffix.lower() != ".zip"]
    several = Counter(path.parent for path in loose)
    homes = {path.parent for path in loose if is_conversations(path.name) and several[path.parent] > 1}
    return list(dict.fromkeys(path.parent if path.parent in homes else path for path in paths))


def _named(sentence: str, paths: Sequence[Path]) -> str:
    for path in paths:
        sentence = sentence.replace(str(path), path.name)
    return sentence


def _heed(job: Job) -> None:
    if job.stop.is_set():
        raise CancelledError
