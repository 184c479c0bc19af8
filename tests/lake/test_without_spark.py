"""Where Spark or Java is not there, a sentence says so, and no lake was begun."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main
from tests.conftest import ROOT

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
