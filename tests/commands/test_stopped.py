"""What Ctrl-C says: the database, or the lake, is as it was, or is the next one, as the case may be."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import assets
from etl.commands.cli import main

BEFORE, AFTER = "etl.warehouse.build.next_database.publish", "etl.warehouse.build.next_database.save"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (BEFORE, "Stopped; the database is as it was."),
        (AFTER, "Stopped, when the next c.duckdb was in its place already."),
    ],
    ids=["before publishing", "after it"],
)
def test_ctrl_c_says_which_database_is_there(
    moment: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moment, pressed)
    database = tmp_path / "c.duckdb"
    done = CliRunner().invoke(main, ["load", str(assets.sample()), "--db", str(database), "--timezone", "UTC"])
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (130, said)
    assert database.exists() == (moment == AFTER)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("etl.lake.load.renew", "Stopped; the lake is as it was, and the next load goes on from what was read."),
        ("etl.lake.load.Loaded", "Stopped, when the next generation of {lake} was current already."),
    ],
    ids=["before publishing", "after it"],
)
def test_ctrl_c_says_it_of_a_lake(moment: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moment, pressed)
    lake = tmp_path / "lake"
    done = CliRunner().invoke(main, ["load", str(assets.sample()), "--lake", str(lake), "--timezone", "UTC"])
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (130, said.format(lake=lake))
