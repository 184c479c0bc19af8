"""Fixtures of every test: golden files and their switch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
