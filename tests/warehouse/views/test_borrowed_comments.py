"""A file of a view may end with the view that says what its columns are."""

import re
from collections.abc import Callable, Iterator

import duckdb
import pytest

from etl import assets
from etl.warehouse import schema

FILES = assets.sql("v1")
LENDERS = {view: sql.splitlines()[-1].rpartition(".")[2] for view, sql in FILES.items() if "\n-- columns as" in sql}

Made = Callable[..., dict[str, list[str | None]]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def made(connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Makes views of two columns, each of comments and a last line, and tells their comments."""

    def make(**views: tuple[dict[str, str], str]) -> dict[str, list[str | None]]:
        files = {name: _file(name, comments, last) for name, (comments, last) in views.items()}
        monkeypatch.setattr("etl.assets.sql", lambda folder: files)
        schema.create_views(connection)
        found = connection.execute(
            "select table_name, list(comment order by column_index) from duckdb_columns() "
            "where schema_name = 'v1' group by all"
        )
        return dict(found.fetchall())

    return make


def _file(name: str, comments: dict[str, str], last: str) -> str:
    said = "".join(f"comment on column v1.{name}.{column} is '{text}';\n" for column, text in comments.items())
    return f"-- Two.\ncreate or replace view v1.{name} as select 1 as a, 2 as b;\n{said}{last}\n"


def as_in(view: str) -> str:
    return f"-- columns as in v1.{view}"


def test_a_missing_comment_is_that_of_the_lender(made: Made) -> None:
    found = made(days=({"a": "A", "b": "It''s B"}, ""), months=({"a": "Own"}, as_in("days")))
    assert found == {"days": ["A", "It's B"], "months": ["Own", "It's B"]}


def test_a_lender_may_borrow(made: Made) -> None:
    found = made(
        a=({}, as_in("b")),
        b=({"a": "Of b"}, as_in("c")),
        c=({"a": "Of c", "b": "Of c"}, ""),
    )
    assert found["a"] == found["b"] == ["Of b", "Of c"]


@pytest.mark.parametrize("last", ["", "-- columns like those in v1.days", "-- columns as in v1.days, all"])
def test_nothing_is_borrowed_unless_the_last_line_says_so(made: Made, last: str) -> None:
    found = made(days=({"a": "A", "b": "B"}, ""), months=({"a": "Own"}, last))
    assert found["months"] == ["Own", None]


def test_a_circle_is_refused(made: Made) -> None:
    with pytest.raises(ValueError, match="cycle"):
        made(a=({"a": "A"}, as_in("b")), b=({"b": "B"}, as_in("a")))


@pytest.mark.parametrize("lender", ["days", "v2.days", "core.days", "v1.Months"])
def test_an_unknown_lender_is_refused(made: Made, lender: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"as in {lender}, which is no view")):
        made(days=({"a": "A", "b": "B"}, ""), months=({"a": "A"}, f"-- columns as in {lender}"))


def test_a_lender_without_the_comment_is_refused(made: Made) -> None:
    with pytest.raises(ValueError, match=r"v1\.months\.b needs a comment: v1\.days has none to lend"):
        made(days=({"a": "A"}, ""), months=({"a": "A"}, as_in("days")))


def test_a_refused_schema_leaves_the_views_that_were(made: Made, connection: duckdb.DuckDBPyConnection) -> None:
    made(days=({"a": "A", "b": "B"}, ""))
    with pytest.raises(ValueError, match="no view"):
        made(days=({"a": "Other", "b": "B"}, ""), months=({}, as_in("weeks")))
    assert connection.execute("select comment from duckdb_columns() where schema_name = 'v1'").fetchall() == [
        ("A",),
        ("B",),
    ]


@pytest.mark.parametrize(("view", "lender"), LENDERS.items())
def test_no_file_says_again_what_its_lender_says(view: str, lender: str) -> None:
    """So the words of a column stand once, with its lender."""
    own, lent = _comments(view), _comments(lender)
    assert own.items() & lent.items() == set()


def _comments(view: str) -> dict[str, str]:
    return dict(re.findall(r"^comment on column v1\.\w+\.(\w+) is (.*);$", FILES[view], re.MULTILINE))
