"""Around a lake: what is the same export, whom its files are for, what is refused, served, looked at and tidied."""

import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.errors import DatabaseError
from etl.lake.database import readable
from etl.lake.generation import current, past
from etl.lake.tidy import tidy
from etl.warehouse.build.plan import now
from tests.lake.lake_cases import RUN_TIMES, chat, chatgpt, database, into, rows_of

CHATS = [chat("c1", 1_735_000_000, "one", "two"), chat("c2", 1_735_100_000, "three")]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return chatgpt(tmp_path_factory.mktemp("export") / "anna-2025-01-10.zip", "anna", CHATS)


@pytest.fixture(scope="module")
def made(export: Path) -> Path:
    into(export.parent / "lake", [export])
    return export.parent / "lake"


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> Path:
    """A lake of that export, to be changed."""
    return Path(shutil.copytree(made, tmp_path / "lake"))


def etl(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_packed_anew_it_is_the_same(lake: Path, export: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(export) as file:
        members = {name: file.read(name) for name in reversed(file.namelist())}
    with zipfile.ZipFile(tmp_path / "again.zip", "w", zipfile.ZIP_STORED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    before = current(lake)
    assert into(lake, [tmp_path / "again.zip"]).known == 1
    assert current(lake) == before


def test_unpacked_it_is_the_same(lake: Path, export: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(export) as file:
        file.extractall(tmp_path / "unpacked")
    assert into(lake, [tmp_path / "unpacked"]).known == 1


def test_of_another_account_it_is_another(lake: Path, export: Path) -> None:
    into(lake, [export], account="work")
    assert {row[1] for row in rows_of(lake)["conversations"]} == {"anna", "work"}


def test_it_is_for_its_owner_alone(lake: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in lake.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (lake, *lake.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_other_options_are_refused(lake: Path, export: Path) -> None:
    done = etl("load", "--lake", lake, export, "--no-text")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert (
        "were loaded with text kept, not left out; load with the same options, or into another --lake." in done.output
    )
    done = etl("load", "--lake", lake, export, "--timezone", "UTC")
    assert "were loaded with timezone Europe/Zurich, not UTC" in done.output
    done = etl("load", "--lake", lake, export, "--assume-claude-model", "claude-opus-4")
    assert "were loaded without assuming claude-opus-4; say it with the first load" in done.output
    assert etl("load", "--lake", lake, export).exit_code == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            ("--lake", "x", "--master", "local[2]"),
            "--master is the address of a cluster; say which kind: --engine spark.",
        ),
        (("--engine", "spark"), "--engine and --master say who loads into a lake; give its folder with --lake."),
        (("--lake", "x", "--dry-run"), "--lake is a place of its own; leave out --parquet and --dry-run."),
    ],
)
def test_what_does_not_go_together_is_refused(given: tuple[str, ...], sentence: str, export: Path) -> None:
    done = etl("load", export, *given)
    assert (done.exit_code, done.output.splitlines()[-1]) == (2, f"Error: {sentence}")
    assert not Path("x").exists()


def test_what_is_no_lake_is_refused(export: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "new").mkdir()
    said = {
        ("load", export, "--lake", tmp_path): "holds other things than a lake",
        ("load", export, "--lake", tmp_path / "file"): "is a file; a lake is a folder",
        ("load", export, "--lake", tmp_path / "a[b]"): "files are looked for by patterns",
        ("lake", "views", tmp_path / "new"): "is no lake; make one with: etl load --lake",
        ("lake", "tidy", tmp_path / "new"): "is no lake; make one with: etl load --lake",
        ("lake", "serve", tmp_path, "--to", tmp_path / "t.duckdb"): "is no lake; make one with: etl load --lake",
    }
    for command, sentence in said.items():
        done = etl(*command)
        assert (done.exit_code, done.output.count("\n")) == (1, 1)
        assert sentence in done.output


def test_damage_says_what_to_do(lake: Path, export: Path, tmp_path: Path) -> None:
    later = chatgpt(tmp_path / "anna-2025-01-11.zip", "anna", CHATS[:1])
    (raw,) = (lake / "raw" / "messages").iterdir()
    whole = raw.read_bytes()
    for content in (whole[:100], None):
        raw.unlink()
        if content:
            raw.write_bytes(content)
        done = etl("load", "--lake", lake, later, "--timezone", "Europe/Zurich")
        assert (done.exit_code, done.output.count("\n")) == (1, 1)
        assert (
            f"{raw} is damaged or gone; remove {lake / 'manifest' / raw.stem}.json, then load its export" in done.output
        )
    (lake / "manifest" / f"{raw.stem}.json").unlink()
    assert len(into(lake, [export]).extracted) == 1


def test_a_damaged_table_says_what_to_do(export: Path, tmp_path: Path) -> None:
    lake, ben = tmp_path / "lake", chatgpt(tmp_path / "ben-2025-01-11.zip", "ben", CHATS)
    into(lake, [export], 64)
    (path,) = (lake / "core" / "messages").rglob("*.parquet")
    path.write_bytes(b"PAR1")
    with pytest.raises(
        DatabaseError, match=r"core is damaged or gone; move .*current\.json away, then load any export"
    ):
        into(lake, [ben])
    (lake / "current.json").unlink()
    into(lake, [ben])
    assert {row[1] for row in rows_of(lake)["messages"]} == {"anna", "ben"}


def test_prices_of_ones_own_make_only_requests_anew(lake: Path, export: Path) -> None:
    priced = ("prices", "add", "openai", "gpt-4o", "--from", "2024-12-01", "--input", "100", "--output", "200")
    held = lake.parent / "chats.duckdb"
    before = rows_of(lake)["requests"]
    assert [etl(*priced, "--db", path).exit_code for path in (lake / "lake.duckdb", held)] == [0, 0]
    renewal = into(lake, [export]).renewal
    assert (renewal.settled, renewal.charged) == (0, 1)
    assert before != rows_of(lake)["requests"] == _rows(database(held, [export]), "requests")


def test_a_served_database_is_as_one_that_was_loaded(lake: Path, export: Path, tmp_path: Path) -> None:
    served = tmp_path / "team.duckdb"
    assert etl("lake", "serve", lake, "--to", served).exit_code == 0
    held = database(tmp_path / "chats.duckdb", [export])
    for table in ("conversations", "messages", "requests", "model_names", "dim_date"):
        assert _rows(served, table) == _rows(held, table)
    told = etl("sql", "--db", served, "--format", "csv", "select product_version from v1.about").output
    assert "from a lake: generation 1 of lake" in told
    assert served.stat().st_mode & 0o777 == 0o600
    assert etl("lake", "serve", lake, "--to", served).exit_code == 0
    refused = etl("lake", "serve", lake, "--to", held).output
    assert "did not come of a lake, so that it is not replaced; choose another --to." in refused


def test_views_follow_the_lake(lake: Path, tmp_path: Path) -> None:
    assert etl("lake", "views", lake).exit_code == 0
    later = chatgpt(tmp_path / "ben-2025-01-11.zip", "ben", CHATS)
    into(lake, [later])
    with duckdb.connect(str(lake / "lake.duckdb"), read_only=True) as connection:
        assert connection.execute("select conversations, messages from v1.about").fetchall() == [(4, 6)]
    assert etl("report", "overview", "--db", lake / "lake.duckdb").exit_code == 0


def test_tidying_leaves_what_may_still_be_read(lake: Path, tmp_path: Path) -> None:
    first = current(lake)
    into(lake, [chatgpt(tmp_path / "ben-2025-01-11.zip", "ben", CHATS)])
    rows = rows_of(lake)
    (lake / "core" / "messages" / "x.parquet.1.partial").touch()
    assert (tidy(lake).kept, past(lake)) == (1, [first])
    assert all(path.exists() for files in first.files(lake).values() for path in files)
    assert tidy(lake, now() + timedelta(hours=2)).kept == 0
    assert past(lake) == []
    assert rows_of(lake) == rows
    files = {path for files in current(lake).files(lake).values() for path in files}
    assert set((lake / "core").rglob("*.*")) == files


def test_a_member_can_be_taken_out(lake: Path, export: Path, tmp_path: Path) -> None:
    into(lake, [chatgpt(tmp_path / "ben-2025-01-11.zip", "ben", CHATS)])
    (name,) = {path.stem for path in (lake / "manifest").iterdir() if "ben-2025" in path.read_text()}
    for path in lake.rglob(f"{name}.*"):
        path.unlink()
    into(lake, [export])
    assert {row[1] for row in rows_of(lake)["messages"]} == {"anna"}


def test_a_lake_of_another_layout_is_refused(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.warehouse.schema.STORAGE", "v9")
    with pytest.raises(DatabaseError, match="settled by another version"):
        readable(lake)


def _rows(path: Path, table: str) -> list[tuple[object, ...]]:
    left_out = ", ".join(RUN_TIMES.get(table, ()))
    columns = f"* exclude ({left_out})" if left_out else "*"
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(f"select {columns} from core.{table} order by all").fetchall()
