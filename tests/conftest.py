"""Fixtures of every test: golden files and their switch."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from etl.reporting.reports.connection import connect
from etl.warehouse import template

PATIENCE = 600.0
"""Seconds after which a test gives up, for who works on a busy machine: none that passes takes anything like it."""

EXPECTED = Path(__file__).parent / "expected"
ROOT = Path(__file__).parent.parent

# How long an example takes says how busy the machine is, and nothing about what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files under tests/expected/")
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well")


def pytest_configure(config: pytest.Config) -> None:
    """Make what every load begins with, where the SQL is another than at the last build: a second for each without."""
    if not hasattr(config, "workerinput") and template.place().parent.is_relative_to(ROOT):
        template.renew()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="slow: run with --slow"))


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with its golden file; with --accept, write the file instead."""

    def compare(name: str, text: str) -> None:
        path = EXPECTED / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.exists(), f"No golden file {name}; make it with: pytest --accept"
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo export, loaded once; to be copied by who changes it."""
    from tests.web.web_cases import demo

    return demo(tmp_path_factory.mktemp("demo"))


@contextmanager
def held(database: Path) -> Iterator[Path]:
    """A database that nobody changes, open all the while: who opens it as well is spared the start of another DuckDB.

    That takes longer than most questions. With settings of DuckDB's other than our own it cannot be opened. Before
    this process forks it is closed, as what is forked must be without threads.
    """
    with connect(database) as connection:
        _held.append(connection)
        yield database


_held: list[duckdb.DuckDBPyConnection] = []


def _let_go() -> None:
    while _held:
        _held.pop().close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_let_go)


def look_up(database: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What a database answers to a question of the test's own."""
    with looking(database) as ask:
        return ask(sql, *values)


@contextmanager
def looking(database: Path) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """What answers questions about a database, of which there are several."""
    with connect(database) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()
