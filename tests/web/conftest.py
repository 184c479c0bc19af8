"""Servers for the tests of the web app: one for all that only look, and one of its own for who changes something."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from etl.search.index.file import place
from etl.state.file import open_state
from tests.conftest import held
from tests.export.export_cases import loaded
from tests.web.chat_cases import export
from tests.web.web_cases import Web, serving


@pytest.fixture(scope="session")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The web app over the demo export, really served on a free port. Whoever changes its state changes it back."""
    database = Path(copyfile(demo_database, tmp_path_factory.mktemp("web") / "chats.duckdb"))
    copyfile(place(demo_database), place(database))
    with held(database), serving(database, api_rate=1000.0, api_burst=1000) as running:
        yield running


@pytest.fixture
def restored(server: Web) -> Iterator[Web]:
    """The same server for who changes its state: what was said of conversations is forgotten after the test."""
    yield server
    with open_state(server.database) as connection:
        for table in ("labels", "moves", "marks", "categories"):
            connection.execute(f"delete from {table}")


@pytest.fixture(scope="session")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A server that shows one chat, which searched the web. Its state stays as it is."""
    database = loaded(tmp_path_factory.mktemp("lonely"), "chatgpt/gpt5_web_2025.json")
    with held(database), serving(database, api_rate=1000.0) as running:
        yield running


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A server that shows the chats of five files, one of them with branches. Its state stays as it is."""
    names = (f"chatgpt/{name}.json" for name in ("branches", "cycle", "two_roots", "scripts", "split_answer"))
    database = loaded(tmp_path_factory.mktemp("several"), *names)
    with held(database), serving(database, api_rate=1000.0) as running:
        yield running


@pytest.fixture(scope="session")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A server that shows one chat with everything a chat can have, and its export beside it."""
    folder = tmp_path_factory.mktemp("show")
    database = loaded(folder, str(export(folder)))
    with held(database), serving(database, api_rate=1000.0) as running:
        yield running


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """A server of the test's own, which has no database yet."""
    with serving(tmp_path / "chats.duckdb", api_rate=1000, api_burst=1000) as running:
        yield running


@pytest.fixture
def own(tmp_path: Path, demo_database: Path) -> Iterator[Web]:
    """A server of the test's own over the demo export, to change."""
    with serving(Path(copyfile(demo_database, tmp_path / "chats.duckdb")), api_rate=1000, api_burst=1000) as running:
        yield running
