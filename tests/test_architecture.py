"""The rules of the house, as tests."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = """
    errors assets files redact rows
    extract.archive extract.split extract.parse
    transform.tree transform.providers transform.count transform.batches transform.task
    state
    warehouse.timezones warehouse.file warehouse.access warehouse.schema warehouse.template
    warehouse.pricing warehouse.build
    pipeline
    reporting.reports reporting.formats reporting.charts reporting.html reporting.notebook
    export categorize checks backfill
    web commands cli
"""
ORDER = tuple(LAYERS.split())
"""A module imports only what stands before it."""
NEVER = {"reporting": {"extract", "transform", "pipeline"}}
"""What a wing does without although it stands before it: answers come from the views alone, however they got there."""

TOP_LEVEL = {"etl", "sql", "queries", "samples", "tests", "pyproject.toml", "README.md", "LICENSE"}
LONGEST_MODULE, LONGEST_FUNCTION = 260, 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "processor", "base", "misc"}

MODULES = sorted((ROOT / "etl").rglob("*.py"))
FACES = sorted((ROOT / "etl").rglob("__init__.py"))
SOURCES = MODULES + sorted((ROOT / "tests").rglob("*.py"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _place(path: Path) -> str | None:
    """Which of ORDER a module belongs to; None for the guide of a wing."""
    return _stage(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))


def _stage(name: str) -> str | None:
    """Which of ORDER a dotted name lies in: the longest that fits."""
    return max((one for one in ORDER if f"{name}.".startswith(f"etl.{one}.")), key=len, default=None)


def _imports(path: Path) -> set[str | None]:
    """The stages of etl that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] + [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {_stage(name) for name in names}
    return found - {None}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_point_one_way(path: Path) -> None:
    place = _place(path)
    if path.name == "__main__.py":
        return
    allowed = set(ORDER[: ORDER.index(place) + 1]) if place else set()
    assert _imports(path) <= allowed, f"{_name(path)} imports what stands after it"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_answers_know_nothing_of_loading(path: Path) -> None:
    wing = (_place(path) or "").partition(".")[0]
    assert {str(stage).partition(".")[0] for stage in _imports(path)} & NEVER.get(wing, set()) == set()


@pytest.mark.parametrize("path", FACES, ids=_name)
def test_no_face_hides_a_module_of_its_own(path: Path) -> None:
    package = path.parent
    modules = {found.stem for found in package.glob("*.py")} | {
        found.parent.name for found in package.glob("*/__init__.py")
    }
    assert _handed_on(path, modules) & modules == set()


@pytest.mark.parametrize("path", [path for path in FACES if path.parent.parent == ROOT / "etl"], ids=_name)
def test_the_guide_of_a_wing_says_much_and_imports_nothing(path: Path) -> None:
    module = ast.parse(path.read_text("utf-8"))
    assert len(ast.get_docstring(module) or "") > 50
    assert len(module.body) == 1


def _handed_on(path: Path, modules: set[str]) -> set[str]:
    """The names that a package binds, but for its own modules under their own names."""
    package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            own = modules if node.module == package else set()
            names |= {alias.asname or alias.name for alias in node.names} - own
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_modules_and_functions_stay_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_name_is_vague(path: Path) -> None:
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_providers_know_providers_by_name(path: Path) -> None:
    if (_place(path) or "").endswith("providers"):
        return
    text = path.read_text("utf-8")
    code = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Compare):
            literals = {c.value for c in ast.walk(node) if isinstance(c, ast.Constant)}
            assert not literals & {"chatgpt", "claude", "openai", "anthropic"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_sql_longer_than_a_line_lives_in_sql_files(path: Path) -> None:
    statement = re.compile(r"^\s*(select|insert|update|delete|create|with)\b", re.IGNORECASE)
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in prose:
            continue
        if isinstance(node.value, str) and statement.match(node.value):
            is_sql = re.search(r"\b(from|into|table|view|set)\s+\w", node.value, re.IGNORECASE)
            assert not (is_sql and "\n" in node.value.strip()), f"{_name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nothing_prints_but_commands(path: Path) -> None:
    if _place(path) in ("commands", "cli"):
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls)


def test_the_top_level_holds_what_the_design_allows() -> None:
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert shown - {"build", "dist"} <= TOP_LEVEL | {path.name for path in ROOT.glob("*.egg-info")}
