"""Views as files: every row, exact, whole or not at all."""

import csv
import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest

from tests.conftest import look_up
from tests.export.export_cases import etl


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    return look_up(database, sql)


def test_parquet_keeps_types_and_rows(demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "costs.parquet"
    result = etl("export", "request_costs", "-o", target, "--db", demo)
    assert result.stderr.endswith(f"rows written to {target}\n")
    names = pyarrow.parquet.read_schema(target).names
    listed = ", ".join(names)
    read = duckdb.execute(f"select {listed} from read_parquet('{target.as_posix()}') order by all").fetchall()
    assert read == rows(demo, f"select {listed} from v1.request_costs order by all")
    types = duckdb.execute(f"describe from read_parquet('{target.as_posix()}')").fetchall()
    stored = rows(demo, "describe from v1.request_costs")
    assert [row[:2] for row in types] == [row[:2] for row in stored]
    assert any("DECIMAL" in str(row[1]) for row in types)


def test_csv_and_jsonl_hold_every_row(demo: Path, tmp_path: Path) -> None:
    stored = rows(demo, "select count(*), sum(usd_visible_nocache) from v1.request_costs")
    etl("export", "request_costs", "-o", tmp_path / "a.csv", "--db", demo)
    etl("export", "v1.request_costs", "-o", tmp_path / "a.jsonl", "--db", demo)
    table = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8"))))
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    parsed = [json.loads(line, parse_float=Decimal) for line in lines]
    assert [(len(table), sum(Decimal(row["usd_visible_nocache"] or 0) for row in table))] == stored
    assert [(len(parsed), sum(Decimal(row["usd_visible_nocache"] or 0) for row in parsed))] == stored


def test_markdown_of_many_rows_has_one_head(demo: Path) -> None:
    text = etl("export", "messages", "-o", "-", "--format", "md", "--db", demo).stdout
    assert text.count("| --- |") >= 1
    assert len(text.splitlines()) == rows(demo, "select count(*) + 2 from v1.messages")[0][0]


@pytest.mark.parametrize(
    ("name", "hint"), [("mesages", "Did you mean 'messages'"), ("'; drop", "'etl manual views' lists")]
)
def test_an_unknown_view_is_one_sentence(demo: Path, name: str, hint: str) -> None:
    result = etl("export", name, "-o", "-", "--db", demo)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: There is no view '{name}'. {hint}")


def test_parquet_is_not_for_stdout(demo: Path) -> None:
    assert etl("export", "messages", "-o", "-", "--format", "parquet", "--db", demo).exit_code == 2


def test_what_was_there_stays_where_an_export_fails(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    assert etl("export", "no_such_view", "-o", tmp_path / "a.csv", "--db", demo).exit_code == 1
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]
    gone = etl("export", "messages", "-o", tmp_path / "no" / "a.csv", "--db", demo)
    assert gone.exit_code == 1
    assert "cannot be written" in gone.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_file_is_for_its_owner_only(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    (tmp_path / "a.csv").chmod(0o666)
    etl("export", "providers", "-o", tmp_path / "a.csv", "--db", demo)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
