"""What the web app reads once for each database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

from etl.web.app import warm
from etl.web.data.database import Desk, cached
from etl.web.data.filters import filtered
from etl.web.pages import conversations, overview


class Counting(Desk):
    """Counts how often the database is opened."""

    def __init__(self, database: Path) -> None:
        super().__init__(database)
        self.opened = 0

    @contextmanager
    def permit(self) -> Iterator[Path]:
        self.opened += 1
        with super().permit() as path:
            yield path


@pytest.fixture
def place(tmp_path: Path, demo_database: Path) -> Counting:
    database = tmp_path / "chats.duckdb"
    database.write_bytes(demo_database.read_bytes())
    return Counting(database)


def test_what_many_ask_for_at_once_is_found_once(place: Counting) -> None:
    asked = []

    def find() -> int:
        asked.append(1)
        sleep(0.05)
        return len(asked)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: cached(place, ("slow",), find), range(8))) == {1}


def test_what_could_not_be_found_is_asked_again(place: Counting) -> None:
    with pytest.raises(ZeroDivisionError):
        cached(place, ("failed",), lambda: 1 // 0)
    assert cached(place, ("failed",), lambda: None) is None
    assert cached(place, ("failed",), lambda: 1 // 0) is None


def test_another_database_in_its_place_is_read(place: Counting) -> None:
    assert cached(place, ("rows",), lambda: 1) == 1
    place.path.write_bytes(place.path.read_bytes() + b"\0")
    assert cached(place, ("rows",), lambda: 2) == 2


def test_the_first_pages_are_warm_when_they_are_asked_for(place: Counting) -> None:
    warm(place)
    assert place.opened
    place.opened = 0
    overview.read(place)
    conversations.choices(place)
    assert len(filtered(place, {})) == 296
    assert place.opened == 0


@pytest.mark.parametrize("content", [None, b"no database at all"])
def test_what_cannot_be_warmed_is_left_for_the_page_to_tell(tmp_path: Path, content: bytes | None) -> None:
    database = tmp_path / "chats.duckdb"
    if content is not None:
        database.write_bytes(content)
    warm(Desk(database))
