"""A load that finds nothing new does not do again what would come to the same."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.state import prices
from etl.warehouse.pricing import reference
from tests.conftest import ROOT
from tests.transform.providers.log_cases import answered, ask, asked, loaded, usage, written

# DuckDB 1.x imports pandas, which imports the others, where it is installed and a statement has parameters.
OF_PANDAS = () if duckdb.__version__.startswith("1.") else ("pandas", "numpy", "pyarrow.compute")


def session(tmp_path: Path) -> Path:
    told = usage(1000, 100)
    return written(tmp_path / "logs" / "s.jsonl", asked("q", None, "Hi"), answered("a", "q", told))


def test_reference_data_is_planted_only_where_something_of_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted: list[int] = []

    def plant(*given: Any) -> None:
        planted.append(1)
        reference.plant(*given)

    monkeypatch.setattr("etl.warehouse.build.derive.plant", plant)
    database, log = tmp_path / "c.duckdb", session(tmp_path)
    loaded(database, log)
    version = ask(database, "select pricing_version from v1.about")
    # A new database mostly begins as one that has them.
    planted.clear()
    loaded(database, log)
    assert planted == []
    assert ask(database, "select pricing_version from v1.about") == version != [(None,)]
    ((before,),) = ask(database, "select usd_mid from v1.request_costs")
    row = {"vendor": "anthropic", "api_model": "claude-sonnet-4", "valid_from": "2025-06-30"}
    prices.add_price(database, row | {"input": "30", "output": "150"})
    loaded(database, log)
    assert planted == [1]
    ((after,),) = ask(database, "select usd_mid from v1.request_costs")
    assert after > before


def test_a_load_that_finds_nothing_new_waits_for_no_import_of_what_it_does_not_use(tmp_path: Path) -> None:
    database, log = tmp_path / "c.duckdb", session(tmp_path)
    loaded(database, log)
    assert _imported(database, log, *OF_PANDAS, "tiktoken", "rich") == []


def test_counting_waits_for_no_import_but_the_tokenizers(tmp_path: Path) -> None:
    found = _imported(tmp_path / "c.duckdb", session(tmp_path), *OF_PANDAS, "tiktoken")
    assert found == ["tiktoken"]


def _imported(database: Path, log: Path, *names: str) -> list[str]:
    """Which of some modules a load imports."""
    code = (
        "import sys; from etl.commands.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(*(name for name in {names} if name in sys.modules))"
    )
    command = [sys.executable, "-c", code, "load", str(log), "--db", str(database)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return done.stdout.split()
