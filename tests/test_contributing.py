"""CONTRIBUTING: the places it names are there, its commands are those of CI, its figures those of the tests."""

import re
import tomllib
from pathlib import Path

import pytest

from tests import test_architecture
from tests.conftest import ROOT

TEXT = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
PLACES = sorted({place for place in re.findall(r"`([\w.]+/[\w./]+)`", TEXT) if not re.search(r"\bNAME|^\.venv", place)})
CI = ROOT / ".ci" / "run"
SECURITY = (ROOT / ".github" / "SECURITY.md").read_text("utf-8")
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
WORKFLOW = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
HOOKS = ROOT / ".pre-commit-config.yaml"


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


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`(tests/[\w./]+)`", SECURITY))))
def test_what_stands_in_the_way_of_strangers_is_tested(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_who_reports_is_asked_for_what_may_be_shown(form: Path) -> None:
    asked = form.read_text("utf-8")
    assert '"etl doctor --share"' in asked
    assert asked.count("required: true") >= 2
    assert not re.search("screenshot|attach|upload", asked, re.IGNORECASE), "what is attached may hold chats"


def test_what_others_wrote_runs_at_a_fixed_version_and_may_only_read() -> None:
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action)] == []
    assert re.findall(r"^permissions:\n((?:  .*\n)+)", WORKFLOW, re.MULTILINE) == ["  contents: read\n"]
    assert WORKFLOW.count("persist-credentials: false") == WORKFLOW.count("actions/checkout@")
    assert "pull_request_target" not in WORKFLOW
    assert "secrets." not in WORKFLOW


def test_every_python_and_system_that_we_name_is_tried() -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    named = [found[1] for line in classifiers if (found := re.fullmatch(r"Programming .* :: (3\.\d+)", line))]
    (tried,) = re.findall(r"python: \[(.*)\]", WORKFLOW)
    assert re.findall(r'"(3\.\d+)"', tried) == named
    systems = {"MacOS": "macos", "Microsoft": "windows", "POSIX": "ubuntu"}
    for line in classifiers:
        if line.startswith("Operating System"):
            assert f"{systems[line.split(' :: ')[1]]}-latest" in WORKFLOW


@pytest.mark.skipif(not HOOKS.exists(), reason="needs the checkout")
def test_a_commit_is_looked_at_by_the_tools_of_ci() -> None:
    text = HOOKS.read_text("utf-8")
    assert re.findall(r"entry: (ruff check|ruff format|mypy)", text) == ["ruff check", "ruff format", "mypy"]
    assert "repo: local" in text
    assert "http" not in text
