"""What may be shown to strangers who look for a bug: versions, counts and our own words, and nothing that was loaded.

Of what a database holds, a text is shown only where the same text stands in this program's own source, or in the lists
that come with it: a name of a provider, of a model, of a reason. All others are counted together, as ``other``. So no
word of a chat, no title, name, id or path can be shown, whatever an export holds.
"""

import ast
import platform
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import duckdb

from etl import __version__, assets
from etl.errors import DatabaseError
from etl.reporting.reports.connection import connect
from etl.reporting.reports.table import Table
from etl.state.overrides import shipped
from etl.transform.count import verify_vocabularies
from etl.transform.providers import PROVIDERS

OTHER = "other"
"""What stands for every text that is not known to be ours."""

_SUFFIXES = ("csv", "html", "json", "jsonl", "zip")
_STANDINGS = ("known", "unknown", "with text", "warning", "note")
_WINGS = ("extract", "transform", "pipeline")
_QUESTIONS = ("members", "fields", "drift", "issues", "drops", "kinds", "models")

Line = tuple[str, str, str]
"""Whether it is about the machine, the database or a question put to it; what; and what was found."""


def share(database: Path) -> Table:
    """What to put into a report of a bug; of a database that cannot be opened, that it cannot."""
    lines = [*_machine(), *_database(database)]
    return Table("share", ("about", "what", "found"), ("VARCHAR",) * 3, lines)


def _machine() -> Iterator[Line]:
    yield "machine", "chatlake", __version__
    yield "machine", platform.python_implementation(), platform.python_version()
    yield "machine", "system", f"{platform.system()} {platform.machine()}"
    for name in _packages():
        try:
            yield "machine", name, version(name)
        except PackageNotFoundError:
            yield "machine", name, "not installed"
    wrong = verify_vocabularies()
    yield "machine", "vocabularies", f"damaged: {', '.join(wrong)}" if wrong else "whole"


def _packages() -> list[str]:
    """The packages that this program asks for, those of its extras too."""
    try:
        needs = requires("chatlake") or []
    except PackageNotFoundError:
        needs = ["duckdb", "ijson", "pyarrow", "tiktoken", "click", "rich"]
    wanted = [need for need in needs if not re.search(r"extra == ['\"](dev|bench|browser)", need)]
    return sorted({match[0] for need in wanted if (match := re.match(r"[\w.-]+", need))} - {"chatlake"})


def _database(path: Path) -> Iterator[Line]:
    if not path.exists():
        yield "database", "file", "none"
        return
    yield "database", "bytes", _rough(path.stat().st_size)
    try:
        with closing(connect(path)) as connection:
            yield from _content(connection)
    except (DatabaseError, duckdb.Error) as error:
        yield "database", "file", f"cannot be read ({type(error.__cause__ or error).__name__})"


def _content(connection: duckdb.DuckDBPyConnection) -> Iterator[Line]:
    _, zone, text, storage, dead = _ask(connection, "file")[0]
    yield "database", "format", str(storage or "as DuckDB 1.x")
    yield "database", "time zone", "UTC" if zone in ("UTC", "Etc/UTC") else "another" if zone else "missing"
    yield "database", "message text", {"true": "stored", "false": "not stored"}.get(str(text), "stored in part")
    yield "database", "dead space", f"{float(str(dead or 0)):.0%}"
    for maker, loads in _ask(connection, "versions"):
        is_version = re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,3}", str(maker))
        yield "loads", f"by chatlake {maker}" if is_version else "by another", str(loads)
    answer = connection.execute(assets.sql("doctor")["totals"])
    names = [str(column[0]) for column in answer.description or ()]
    for name, amount in zip(names, answer.fetchall()[0], strict=True):
        yield "totals", name.replace("_", " "), _rough(int(amount))
    for question in _QUESTIONS:
        yield from _counted(connection, question)


def _counted(connection: duckdb.DuckDBPyConnection, question: str) -> Iterator[Line]:
    """An answer whose rows are texts and a number: the texts that are ours, with the sum of the numbers."""
    sums: Counter[str] = Counter()
    for *texts, amount in _ask(connection, question):
        sums[", ".join("none" if text is None else _ours(str(text)) for text in texts)] += int(str(amount or 0))
    for words in sorted(sums):
        # How often a chat was written into is the user's; how often something was odd is ours to know.
        is_use = question in ("kinds", "models")
        yield question, words, _rough(sums[words]) if is_use else f"{sums[words]:,}"


def _ours(text: str) -> str:
    return text if text in _own_words() else OTHER


@cache
def _own_words() -> frozenset[str]:
    """Every text that stands in the source of what loads, and the names of models in the lists that ship."""
    files = [path for wing in _WINGS for path in (assets.package() / wing).rglob("*.py")]
    trees = [ast.parse(path.read_text("utf-8")) for path in files]
    said = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    models = {str(row["slug"]) for row in shipped("model_map") if row["match"] == "exact"}
    models |= {str(row["api_model"]) for row in shipped("pricing")}
    texts = {text for text in said if isinstance(text, str)}
    return frozenset({*texts, *models, *_SUFFIXES, *_STANDINGS, *(one.NAME for one in PROVIDERS)} - {""})


def _ask(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    return connection.execute(assets.sql("doctor")[name]).fetchall()


def _rough(amount: int) -> str:
    """Between which powers of ten it lies."""
    if amount < 1:
        return "none"
    low = 10 ** (len(str(amount)) - 1)
    return f"{low:,} to {10 * low - 1:,}"
