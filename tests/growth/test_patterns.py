"""Every regular expression of the package over repetitive texts: twice the text is about twice the work."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import etl
from etl.extract.split import heads
from tests.growth.growth_cases import MOST, PLAIN, growth, repeated, some_pairs

SIZE, FLOOR = 8_000, 0.02
PAIRS = 60
"""Of every two units, those that a pattern meets."""
_SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_ANCHORED = frozenset({"match", "fullmatch"})
_SHORT = {
    "etl.warehouse.access._HOLDER": "a sentence of DuckDB's",
    "etl.reporting.charts.png._HEAD": "a chart of our own",
    "etl.reporting.charts.png._STYLE": "a chart of our own",
    "etl.warehouse.schema._NAMED": "a statement of our own",
    "etl.web.pages.manual._TABLE": "a page of our own manual",
}
"""Patterns that never see a text of somebody else's."""


def _modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(etl.__path__, "etl.")
    return [importlib.import_module(one.name) for one in found if not one.name.endswith("__main__")]


def _patterns() -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """(name, pattern, whether it is searched with) of the globals, of what they hold, and of those within functions."""
    modules = _modules()
    sources = {one.__name__: ast.parse(Path(str(one.__file__)).read_text("utf-8")) for one in modules}
    used = _used(sources)
    for module in modules:
        for name, value in vars(module).items():
            methods = used.get(f"{module.__name__}.{name}", set()) | used.get(name, set())
            for pattern in _held(value):
                yield f"{module.__name__}.{name}", pattern, not methods or bool(methods & _SEARCHING)
        yield from _written(module.__name__, sources[module.__name__])
    head = heads.learn(b'[{"title": "a", "create_time": 1, "update_time": 2, "mapping": {', 1)
    assert head is not None
    yield "border", heads.border(head), True
    yield "bare", heads.bare(head), True


def _held(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _held(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _held(item)


def _used(sources: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """What is done with each name of a pattern: with one of a module's own there, with others in whatever module."""
    used: dict[str, set[str]] = {}
    for module, tree in sources.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = node.value.id
                used.setdefault(f"{module}.{name}" if name.startswith("_") else name, set()).add(node.attr)
    return used


def _written(module: str, tree: ast.Module) -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    """Patterns that are written where they are used, as in re.sub("…", …)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first, method = node.args[0], node.func.attr
            is_direct = ast.unparse(node.func.value) == "re" and method in _SEARCHING | _ANCHORED
            if is_direct and isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
                yield f"{module}:{node.lineno}", re.compile(first.value), method in _SEARCHING


def _literals(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Runs of plain characters in a pattern: what its texts begin with."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    for run in re.findall(r"(?:[A-Za-z0-9<>=@\"' :/_-]|\\[\\(){}\[\]|.*+?$])+", source):
        plain = re.sub(r"\\(.)", r"\1", run)
        if 1 < len(plain) <= 40:
            yield plain


def _work(pattern: re.Pattern[Any], is_searched: bool, text: str) -> Any:
    told: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    if is_searched:
        return lambda: sum(1 for _ in pattern.finditer(told))
    return lambda: (pattern.match(told), pattern.fullmatch(told))


def _offenders(pairs: bool) -> Iterator[tuple[str, str, str, float]]:
    """(name, units of the text, how much more work twice as much of it is)."""
    known = {(one.pattern, one.flags, is_searched): name for name, one, is_searched in _patterns()}
    for (source, flags, is_searched), name in known.items():
        if name in _SHORT:
            continue
        pattern = re.compile(source, flags)
        plain = [(unit, "") for unit in dict.fromkeys([*_literals(pattern), *PLAIN])]
        for unit, last in some_pairs(name, PAIRS) if pairs else plain:
            found = _growth(pattern, is_searched, unit, last)
            if found > MOST:
                yield name, unit, last, found


def _growth(pattern: re.Pattern[Any], is_searched: bool, unit: str, last: str) -> float:
    """As growth(); what is square only until some fixed bound is looked at again beyond it."""

    def make(size: int) -> Any:
        return _work(pattern, is_searched, "< " + repeated(unit, size) + (repeated(last, size) if last else ""))

    found = growth(make, SIZE, FLOOR)
    return found if found <= MOST else growth(make, 4 * SIZE, FLOOR)


def test_no_pattern_takes_square_work_for_any_repetition() -> None:
    assert list(_offenders(pairs=False)) == []


@pytest.mark.slow
def test_no_pattern_takes_square_work_for_two_repetitions() -> None:
    assert list(_offenders(pairs=True)) == []
