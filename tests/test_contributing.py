"""CONTRIBUTING: the places it names are there, its commands are those of CI, its figures those of the tests."""

import re

import pytest

from tests import test_architecture
from tests.conftest import ROOT

TEXT = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
PLACES = sorted({place for place in re.findall(r"`([\w.]+/[\w./]+)`", TEXT) if not re.search(r"\bNAME", place)})
CI = ROOT / ".ci" / "run"


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_named_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_the_layers_are_named_in_their_order() -> None:
    told = TEXT.split("Data flows one way")[1].split("A module imports")[0]
    wings = list(dict.fromkeys(stage.split(".")[0] for stage in test_architecture.ORDER))
    named = [wing for wing in re.findall(r"`(\w+)`", told) if wing in wings]
    assert named == [wing for wing in wings if wing in named]
    assert {path.parent.name for path in test_architecture.FACES if path.parent.parent == ROOT / "etl"} - {
        "rows"
    } == set(named)


def test_the_limits_are_those_of_the_tests() -> None:
    told = re.search(r"at most (\d+) lines, a module (\d+)", TEXT)
    assert told
    assert tuple(map(int, told.groups())) == (test_architecture.LONGEST_FUNCTION, test_architecture.LONGEST_MODULE)


@pytest.mark.skipif(not CI.exists(), reason="needs the checkout")
def test_the_tools_are_those_of_ci() -> None:
    for tool in ("ruff check .", "ruff format --check .", "mypy"):
        assert f".venv/bin/{tool}" in TEXT
        assert f'bin/{tool.split()[0]}"{tool.removeprefix(tool.split()[0])}' in CI.read_text("utf-8")


def test_there_are_recipes_for_what_is_added_most() -> None:
    assert re.findall(r"^## Write a (\w+)$", TEXT, re.MULTILINE) == ["provider", "view", "report", "price"]
