"""The file of a lake's views as a database: what reads may ask it, what writes is refused, and damage is told."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.errors import DatabaseError, QueryError
from etl.lake.database import views
from etl.reporting.sql.question import query
from etl.warehouse.lake_file import lake_of
from tests.lake import lake_cases
from tests.lake.lake_cases import CHATS, chatgpt, messages


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with its views, to be looked at."""
    return lake_cases.shown(tmp_path_factory.mktemp("made"))


@pytest.fixture
def lake(shown: Path, tmp_path: Path) -> Path:
    """A copy, to be changed, whose views show the files of the other."""
    return Path(shutil.copytree(shown, tmp_path / "lake"))


@pytest.fixture
def file(shown: Path) -> Iterator[Path]:
    """The file of its messages, which is as it was in the end."""
    path = messages(shown)
    whole = path.read_bytes()
    yield path
    path.write_bytes(whole)


def etl(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_a_statement_is_answered_of_its_tables_and_views(shown: Path) -> None:
    assert etl(
        "sql", "--db", shown / "lake.duckdb", "--format", "csv", "select count(*) as n from v1.messages"
    ).output == ("n\n3\n")
    assert list(query(shown / "lake.duckdb", "select count(*) from core.messages").rows) == [(3,)]


@pytest.mark.parametrize(
    "where",
    [
        lambda lake: next((lake / "raw" / "messages").iterdir()),
        lambda lake: next((lake / "manifest").iterdir()),
        lambda lake: lake / "current.json",
        lambda lake: lake.parent / "x.parquet",
        lambda lake: lake / "core" / ".." / "raw" / "messages" / next((lake / "raw" / "messages").iterdir()).name,
        lambda lake: "https://127.0.0.1:9/x.parquet",
    ],
    ids=["raw", "manifest", "current", "beside", "round", "network"],
)
def test_no_other_file_is_within_reach(where: Callable[[Path], object], shown: Path) -> None:
    shutil.copyfile(messages(shown), shown.parent / "x.parquet")
    with pytest.raises(QueryError, match="No file but the database is read here, and none is written"):
        query(shown / "lake.duckdb", f"from '{where(shown)}'")


def test_no_other_database_reaches_a_folder_of_that_name(lake: Path) -> None:
    """Nor the same file, where no lake lies beside it."""
    (lake / "current.json").unlink()
    assert lake_of(lake / "lake.duckdb") is None
    with pytest.raises(QueryError, match="No file but the database is read here"):
        query(lake / "lake.duckdb", "from core.messages")


def test_a_lake_that_was_moved_says_what_to_do(lake: Path) -> None:
    with pytest.raises(DatabaseError, match="shows a lake elsewhere; make it anew with: etl lake views DIR"):
        query(lake / "lake.duckdb", "from core.messages")
    views(lake)
    assert len(list(query(lake / "lake.duckdb", "from core.messages").rows)) == 3


@pytest.mark.parametrize("content", [None, b"", b"PAR1", b"x" * 500], ids=["gone", "empty", "short", "foreign"])
def test_damage_is_told(content: bytes | None, shown: Path, file: Path) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    for command in (("sql", "from v1.messages"), ("report", "overview"), ("search", "one"), ("doctor",)):
        done = etl(*command, "--db", shown / "lake.duckdb")
        assert (done.exit_code, done.output.count("\n")) == (1, 1)
        told = "A file that lake.duckdb shows is damaged or gone; make lake.duckdb anew with: etl lake views DIR, and"
        assert told in done.output


def test_a_file_of_another_table_is_told_by_what_asks(shown: Path, file: Path) -> None:
    shutil.copyfile(next((shown / "core" / "tool_calls").rglob("*.parquet")), file)
    for command in (
        ("doctor",),
        ("verify", shown.parent / "anna-2025-01-10.zip"),
        ("search", "one"),
        ("report", "overview"),
        ("sql", "from v1.messages"),
        ("categorize",),
    ):
        done = etl(*command, "--db", shown / "lake.duckdb")
        assert (done.exit_code, done.output.count("\n")) == (1, 1), command
        assert "A file that lake.duckdb shows is damaged or gone; make lake.duckdb anew" in done.output


def test_what_a_statement_names_wrongly_is_no_damage(shown: Path) -> None:
    done = etl("sql", "--db", shown / "lake.duckdb", "select nothing_like_it from v1.messages")
    assert done.exit_code == 1
    assert 'Referenced column "nothing_like_it" not found' in done.output


def test_no_database_of_ones_own_lies_where_the_views_would(lake: Path, tmp_path: Path) -> None:
    """Else the lake's next load would put its views in the place of what was loaded there."""
    database, export = lake / "lake.duckdb", chatgpt(tmp_path / "ben.zip", "ben", CHATS)
    database.unlink()
    done = etl("load", export, "--db", database)
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert "load into that with: etl load --lake DIR EXPORTS" in done.output
    done = etl("lake", "serve", lake, "--to", database)
    assert (done.exit_code, done.output) == (
        1,
        "Error: lake.duckdb beside a lake is for its views; choose another --to.\n",
    )
    assert etl("report", "--db", database, "overview").output == (
        "Error: There is no lake.duckdb. Make it with: etl lake views DIR\n"
    )
    assert not database.exists()


@pytest.mark.parametrize("command", ["load", "views"])
def test_a_database_that_was_put_there_is_left_alone(command: str, lake: Path, tmp_path: Path) -> None:
    database, export = lake / "lake.duckdb", chatgpt(tmp_path / "ben.zip", "ben", CHATS)
    assert etl("load", export, "--db", tmp_path / "own.duckdb", "--timezone", "UTC").exit_code == 0
    shutil.copyfile(tmp_path / "own.duckdb", database)
    before = database.read_bytes(), (lake / "current.json").read_bytes()
    done = etl("lake", "views", lake) if command == "views" else etl("load", "--lake", lake, export)
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert f"{database} holds rows of its own; move it away" in done.output
    assert (database.read_bytes(), (lake / "current.json").read_bytes()) == before


def test_views_take_the_place_of_what_is_damaged(lake: Path) -> None:
    (lake / "lake.duckdb").write_bytes(b"x" * 5_000)
    views(lake)
    assert len(list(query(lake / "lake.duckdb", "from core.messages").rows)) == 3


@pytest.mark.parametrize("command", ["views", "serve"])
def test_a_file_of_another_table_is_told(command: str, lake: Path, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as one) to '{messages(lake)}' (format parquet)")
    done = etl("lake", command, lake, *(["--to", tmp_path / "t.duckdb"] if command == "serve" else []))
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert f"A file under {lake / 'core'} is damaged or gone; move {lake / 'current.json'} away" in done.output


def test_what_writes_is_refused(lake: Path, tmp_path: Path) -> None:
    database, export = lake / "lake.duckdb", chatgpt(tmp_path / "ben.zip", "ben", CHATS)
    before = database.read_bytes()
    for command in (("load", export), ("timezone", "UTC")):
        done = etl(*command, "--db", database)
        assert (done.exit_code, done.output.count("\n")) == (1, 1)
        assert "shows the files of a lake, and holds nothing itself; load into that with: etl load" in done.output
    assert database.read_bytes() == before


def test_a_price_of_ones_own_follows_with_the_next_load(lake: Path) -> None:
    priced = ("prices", "add", "openai", "gpt-4o", "--from", "2024-12-01", "--input", "100", "--output", "200")
    done = etl(*priced, "--db", lake / "lake.duckdb")
    assert done.exit_code == 0
    assert f"The next load into the lake brings it in: etl load --lake {lake} EXPORTS" in done.output
