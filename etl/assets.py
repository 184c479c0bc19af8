"""Where sql/, queries/ and the packed vocabularies are, installed or not. The only module that knows."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_PACKAGE = Path(__file__).parent
_READ_IN = (
    *("load", "providers", "reports", "cost", "search", "charts", "app", "api", "agents", "sql", "views", "notebook"),
    *("bi", "export", "care", "backfill", "privacy", "speed", "scale"),
)
"""The topics of the manual in the order a user meets them."""
_HOME = _PACKAGE if (_PACKAGE / "sql").is_dir() else _PACKAGE.parent


def package() -> Path:
    """The folder of this package: above it, another Python process of ours finds it."""
    return _PACKAGE


def sample() -> Path:
    """The export to try everything with."""
    return _HOME / "samples" / "demo.zip"


def sql(folder: str) -> Mapping[str, str]:
    """Every .sql file of a folder under sql/, by name: sql("v1")["daily_usage"]."""
    return _read(_HOME / "sql" / folder)


def queries() -> Mapping[str, str]:
    """Every report's SQL by the report's name."""
    return _read(_HOME / "queries")


def filter_queries() -> Mapping[str, str]:
    """The SQL that tells what a report or chart can be narrowed to, by the filter's name."""
    return _read(_HOME / "queries" / "filters")


def chart_queries() -> Mapping[str, str]:
    """Every chart's SQL by the chart's name."""
    return _read(_HOME / "queries" / "charts")


def story_query() -> str:
    """The SQL of the moments of a year."""
    return _read(_HOME / "queries" / "charts" / "story")["moments"]


def export_queries() -> Mapping[str, str]:
    """The SQL that reads conversations for an export, by what it reads."""
    return _read(_HOME / "queries" / "export")


def notebook() -> Path:
    """The notebook that reads the views."""
    return _HOME / "queries" / "usage.ipynb"


def terminal_queries() -> Mapping[str, str]:
    """The SQL of the pictures that a terminal shows above a report, by the picture's name."""
    return _read(_HOME / "queries" / "terminal")


def statusline_queries() -> Mapping[str, str]:
    """The SQL of the status line, by what it asks."""
    return _read(_HOME / "queries" / "statusline")


def search_queries() -> Mapping[str, str]:
    """The SQL of a search, by what it asks."""
    return _read(_HOME / "queries" / "search")


def mcp_queries() -> Mapping[str, str]:
    """The SQL of what an agent asks, by what it asks."""
    return _read(_HOME / "queries" / "mcp")


def html_report(name: str) -> str:
    """A template of the HTML report, or its style sheet."""
    return (_PACKAGE / "reporting" / "html" / name).read_text("utf-8")


def web_queries() -> Mapping[str, str]:
    """The SQL of the web app, by what it asks."""
    return _read(_HOME / "queries" / "web")


def web(name: str) -> Path:
    """A folder of the web app's: templates, static."""
    return _PACKAGE / "web" / name


def manual() -> Mapping[str, str]:
    """Every page of the manual, in Markdown, by its topic, in the order a user meets them."""
    pages = _read(_PACKAGE / "manual", "*.md")
    return {topic: pages[topic] for topic in sorted(pages, key=_place)}


def manual_titles() -> dict[str, str]:
    """What each page of the manual is called, by its topic."""
    return {topic: page.partition("\n")[0].removeprefix("# ") for topic, page in manual().items()}


def seed(name: str) -> Path:
    """The CSV file of reference data that fills core.<name>."""
    return _HOME / "sql" / "seeds" / f"{name}.csv"


def seeds() -> Mapping[str, str]:
    """The text of every such file, by its core table."""
    return _read(_HOME / "sql" / "seeds", "*.csv")


def encoding(name: str) -> Path:
    """The packed vocabulary of a tiktoken encoding."""
    return _PACKAGE / "transform" / "count" / "packed" / f"{name}.bin"


def _place(topic: str) -> tuple[int, str]:
    """Where a page stands in the manual; those that are not told of come last."""
    return (_READ_IN.index(topic) if topic in _READ_IN else len(_READ_IN), topic)


@cache
def _read(folder: Path, form: str = "*.sql") -> Mapping[str, str]:
    return MappingProxyType({path.stem: path.read_text("utf-8") for path in sorted(folder.glob(form))})
