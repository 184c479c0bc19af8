"""A disk that is full, seen from the state file: one sentence, nothing lost, and nothing left without a word."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.errors import DatabaseError
from etl.state.file import save, settings, state_path


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    was = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, was)


@pytest.mark.parametrize("size", [0, 1_000, 4_096, 8_192, 20_000])
def test_a_state_that_could_not_be_begun_leaves_nothing(tmp_path: Path, size: int) -> None:
    with room(size), pytest.raises(DatabaseError, match="the disk is full, or fails"):
        save(tmp_path / "chats.duckdb", "name", "value")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1_000, 4_096])
def test_a_state_that_could_not_be_changed_is_as_it_was(tmp_path: Path, size: int) -> None:
    database = tmp_path / "chats.duckdb"
    save(database, "name", "before")
    with room(size), pytest.raises(DatabaseError) as caught:
        save(database, "name", "after" * 10_000)
    assert "the disk is full, or fails" in str(caught.value)
    left = {path.name for path in tmp_path.iterdir()} - {state_path(database).name}
    assert all(name in str(caught.value) for name in left)
    assert settings(database) == {"name": "before"}
