"""Where Spark or Java is not there, a sentence says so, and no lake was begun."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import assets
from etl.commands.cli import main
from etl.lake.generation import current
from tests.conftest import ROOT
from tests.lake.lake_cases import into, team

VIEWS = sorted(assets.sql("v1"))
DEMO = str(ROOT / "samples" / "demo.zip")


def test_without_pyspark_a_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    result = CliRunner().invoke(main, ["load", "--lake", str(tmp_path / "lake"), "--engine", "spark", DEMO])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: --engine spark needs packages that are not installed; type: ")
    assert "spark" in result.stderr.rpartition("type: ")[2]


def test_without_java_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark.core.context", reason="needs PySpark: pip install '.[spark]'")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    result = CliRunner().invoke(main, ["load", "--lake", str(tmp_path / "lake"), "--engine", "spark", DEMO])
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: Spark needs Java, and there is none in JAVA_HOME, {tmp_path}: "
        "install Java 17, or say in JAVA_HOME where it is.\n"
    )
    assert not list((tmp_path / "lake").glob("*.json"))


def test_the_statements_are_printed_for_a_session_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("sqlglot", reason="views are translated by sqlglot: pip install '.[dev]'")
    into(tmp_path / "lake", team(tmp_path), buckets=2)
    result = CliRunner().invoke(main, ["lake", "views", str(tmp_path / "lake"), "--engine", "spark", "--sql"])
    lines = result.stdout.splitlines()
    assert lines[:2] == ["SET spark.sql.ansi.enabled=true;", "SET spark.sql.session.timeZone=UTC;"]
    assert [line for line in lines if not line.endswith(";")] == []
    made = [line.split()[4] for line in lines if line.startswith("CREATE OR REPLACE VIEW")]
    generation = current(tmp_path / "lake")
    assert sorted(made) == sorted([f"core.{table}" for table in generation.tables] + [f"v1.{name}" for name in VIEWS])
    named = [file for files in generation.tables.values() for file in files]
    assert [file for file in named if file.removesuffix(".parquet") not in result.stdout] == []


def test_options_of_spark_are_for_spark(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["lake", "views", str(tmp_path), "--sql"])
    assert result.exit_code == 2
    assert "--master and --sql are for Spark; say so: --engine spark." in result.stderr
