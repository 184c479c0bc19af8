"""The rules of the house, as tests: each names all that break it."""

import ast
import re
import sys
import tomllib
from collections.abc import Container, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT

LAYERS = """
    errors assets files rows
    extract.archive extract.documents extract.split extract.parse
    transform.tree transform.providers transform.count transform.digest transform.batches transform.rules transform.task
    state
    warehouse.timezones warehouse.memory warehouse.file warehouse.access warehouse.lake_file warehouse.schema
    warehouse.pricing
    warehouse.template warehouse.build
    search.index
    pipeline
    lake
    reporting.controls reporting.redact reporting.extras reporting.reports reporting.formats reporting.statusline
    reporting.charts reporting.html reporting.notebook
    categorize search reporting.sql export checks
    mcp
    web commands
"""
ORDER = tuple(LAYERS.split())
"""A module imports only what stands before it."""
NEVER = {"reporting": {"extract", "transform", "pipeline"}}
"""What a wing does without although it stands before it: answers come from the views alone, however they got there."""

TOP_LEVEL = {"etl", "sql", "queries", "samples", "tests", "pyproject.toml", "README.md", "LICENSE"}
HALL, LOOSE_TESTS = 22, 14
"""Entries of etl/ and files right in tests/ that one can take in at a glance."""
LONGEST_MODULE, LONGEST_FUNCTION = 260, 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "processor", "base", "misc"}
VENDORS = {"chatgpt", "claude", "openai", "anthropic"}

MODULES = sorted((ROOT / "etl").rglob("*.py"))
FACES = [path for path in MODULES if path.name == "__init__.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_IMPORTED_AS = {"markdown-it-py": "markdown_it"}
STATEMENT = re.compile(r"^\s*(select|insert|update|delete|create|with)\b", re.IGNORECASE)
_IJSON = re.compile(r"(ijson|yajl2_c)\.(items|parse|basic_parse|kvitems)")
CLAUSE = re.compile(r"\b(from|into|table|view|set)\s+\w", re.IGNORECASE)


def test_imports_point_one_way() -> None:
    upward = []
    for path in MODULES:
        place = _stage(_dotted(path))
        allowed = set(ORDER[: ORDER.index(place) + 1]) if place else set()
        if path.name != "__main__.py":
            upward += [(_name(path), stage) for stage in _stages(path) - allowed]
    assert upward == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = {_dotted(path): path for path in MODULES}
    TopologicalSorter({name: set(_needed(path, known)) for name, path in known.items()}).prepare()


def test_answers_know_nothing_of_loading() -> None:
    wings = {path: (_stage(_dotted(path)) or "").partition(".")[0] for path in MODULES}
    found = [(_name(path), stage) for path, wing in wings.items() for stage in _stages(path)]
    never = {(_name(path), wing) for path, own in wings.items() for wing in NEVER.get(own, ())}
    assert [pair for pair in found if (pair[0], str(pair[1]).partition(".")[0]) in never] == []


def test_no_face_hides_a_module_of_its_own() -> None:
    hidden = []
    for face in FACES:
        folder = face.parent
        modules = {path.stem for path in folder.glob("*.py")} | {
            path.parent.name for path in folder.glob("*/__init__.py")
        }
        hidden += [(_name(face), name) for name in _handed_on(face, modules) & modules]
    assert hidden == []


def test_the_guide_of_a_wing_says_much_and_imports_nothing() -> None:
    wings = [path for path in FACES if path.parent.parent == ROOT / "etl"]
    guides = {_name(path): _tree(path) for path in wings}
    assert [name for name, tree in guides.items() if len(ast.get_docstring(tree) or "") < 50] == []
    assert [name for name, tree in guides.items() if len(tree.body) > 1] == []


def test_modules_and_functions_stay_short() -> None:
    long = [_name(path) for path in [*MODULES, *TESTS] if _text(path).count("\n") > LONGEST_MODULE]
    for path in [*MODULES, *TESTS]:
        functions = [node for node in _nodes(path) if isinstance(node, FUNCTIONS)]
        long += [f"{_name(path)}:{node.lineno}" for node in functions if _lines(node) > LONGEST_FUNCTION]
    assert long == []


def test_no_name_is_vague() -> None:
    assert [_name(path) for path in MODULES if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_only_providers_know_providers_by_name() -> None:
    asked = []
    for path in MODULES:
        if _stage(_dotted(path)) == "transform.providers":
            continue
        for node in _nodes(path):
            if isinstance(node, ast.Compare):
                literals = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
                asked += [(_name(path), node.lineno)] if literals & VENDORS else []
    assert asked == []


def test_sql_longer_than_a_line_lives_in_sql_files() -> None:
    found = []
    for path in MODULES:
        prose = {id(node.value) for node in _nodes(path) if isinstance(node, ast.Expr)}
        for node in _nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                is_sql = STATEMENT.match(node.value) and CLAUSE.search(node.value)
                found += [f"{_name(path)}:{node.lineno}"] if is_sql and "\n" in node.value.strip() else []
    assert found == []


def test_nothing_prints_but_commands() -> None:
    quiet = [path for path in MODULES if _stage(_dotted(path)) != "commands"]
    assert [_name(path) for path in quiet if "print" in _called(path)] == []


def test_what_a_module_imports_at_once_is_installed_with_us() -> None:
    """What an extra brings is imported where it is used, but in the wings that are of no use without it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~;\[ ]", one)[0] for one in told}
    ours = {"etl", *sys.stdlib_module_names, *(_IMPORTED_AS.get(name, name) for name in names)}
    found = []
    for path in MODULES:
        if not _name(path).startswith(("etl/web/", "etl/categorize/ai/", "etl/mcp/server.py")):
            nodes = [node for node in _tree(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
            roots = {name.partition(".")[0] for node in nodes for name in _names(node)}
            found += [(_name(path), root) for root in roots - ours]
    assert found == []


def test_no_test_looks_at_a_clock() -> None:
    clocks = {"time.time", "time.monotonic", "time.perf_counter", "time.process_time"}
    clocks |= {f"{name}_ns" for name in clocks} | {name.partition(".")[2] for name in clocks}
    watching = [path for path in TESTS if "bench" not in path.parts or path.name.startswith("test_")]
    assert [_name(path) for path in watching if _called(path) & clocks] == []


def test_no_test_gives_up_sooner_than_a_busy_machine_answers() -> None:
    """What is waited for is waited for as long as PATIENCE, not some seconds that were enough where it was written."""
    hasty = []
    for path in TESTS:
        for call in (node for node in _nodes(path) if isinstance(node, ast.Call)):
            limits = [each.value for each in call.keywords if each.arg == "timeout"]
            is_of_ours = ast.unparse(call.func).endswith("RetryPolicy")
            if not is_of_ours and any(isinstance(each, ast.Constant) for each in limits):
                hasty.append(f"{_name(path)}:{call.lineno}")
    assert hasty == []


def test_ijson_is_asked_for_floats() -> None:
    """Else it ends the whole process, not with an error, at an integer of more digits than Python reads."""
    calls = [node for path in MODULES for node in _nodes(path) if isinstance(node, ast.Call)]
    readers = [ast.unparse(node) for node in calls if _IJSON.fullmatch(ast.unparse(node.func))]
    assert len(readers) > 5
    assert [told for told in readers if "use_float=True" not in told] == []


def test_the_top_level_holds_what_the_design_allows() -> None:
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert shown - {"build", "dist"} <= TOP_LEVEL | {path.name for path in ROOT.glob("*.egg-info")}


def test_what_one_sees_first_is_little() -> None:
    hall = {path.name for path in (ROOT / "etl").iterdir()} - {"__pycache__"}
    assert len(hall) <= HALL
    assert len(list((ROOT / "tests").glob("*.py"))) <= LOOSE_TESTS


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _dotted(path: Path) -> str:
    return _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_tree(path)))


def _lines(node: FUNCTIONS) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _stage(name: str) -> str | None:
    """Which of ORDER a dotted name lies in, the longest that fits; None for the guide of a wing."""
    return max((one for one in ORDER if f"{name}.".startswith(f"etl.{one}.")), key=len, default=None)


def _stages(path: Path) -> set[str | None]:
    """The stages of etl that a module imports."""
    return {_stage(name) for name in _imported(path)} - {None}


@cache
def _imported(path: Path) -> frozenset[str]:
    """Every module, and every name of one, that a module imports, wherever in it."""
    return frozenset(name for node in _nodes(path) for name in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)


def _needed(path: Path, known: Container[str]) -> Iterator[str]:
    """The modules that a module imports: a package only where a name is taken from its face."""
    for node in _nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module and node.module in known:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in names)
        yield from (name for name in _names(node) if isinstance(node, ast.Import) and name in known)


def _called(path: Path) -> set[str]:
    """What a module calls, as it is written there."""
    return {ast.unparse(node.func) for node in _nodes(path) if isinstance(node, ast.Call)}


def _handed_on(path: Path, modules: set[str]) -> set[str]:
    """The names that a package binds, but for its own modules under their own names."""
    names = set()
    for node in _tree(path).body:
        if isinstance(node, ast.ImportFrom):
            own = modules if node.module == _dotted(path) else set()
            names |= {alias.asname or alias.name for alias in node.names} - own
        elif isinstance(node, FUNCTIONS | ast.ClassDef):
            names.add(node.name)
    return names
