"""Providers of other packages: asked by the loads and checks of those who named them, and by nobody else's."""

import json
import os
import pickle
import shutil
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from etl.checks.verify import verify
from etl.commands.cli import main
from etl.pipeline import options
from etl.state.provider_packages import remembered
from etl.transform.providers.registry import OURS, registry
from etl.transform.rules import rules
from etl.transform.task import Setup
from etl.warehouse.build.renew import rezone
from etl.web.jobs.background import Job
from etl.web.jobs.loads import Loading
from tests.conftest import ROOT
from tests.transform.providers.plugin_cases import MODULE, PACKAGE, Site, block, chats, on_path

OURS_SAMPLE = ROOT / "samples" / "claude" / "era_2024_03.json"
NAMED = ("--provider-package", "Chatlake_Toy")
FORGOTTEN = ("--forget-provider-package", PACKAGE)
VENDORS = "select vendor from v1.providers where provider = 'toy'"

LOGS = f"""{block("python")}
whole = flatten
def recognises(raw): return "member" in raw and all(map(recognises_row, raw["rows"]))
def recognises_row(row): return "squeak" in row
def flatten(raw):
    return whole({{"id": raw["member"], "turns": [{{"by": "toy", "text": row["squeak"]}} for row in raw["rows"]]}})
"""

SIDE_FILES = f"""{block("python")}
from etl.rows.companions import Account
def companions(members):
    for member in members:
        if member.name == "owner.txt":
            with member.open() as stream:
                yield member, [Account(stream.read().decode())]
"""


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipe's chats, loaded by its package, which is remembered; to be copied."""
    folder = tmp_path_factory.mktemp("toy")
    with on_path(folder / "site") as site:
        site.install()
        result = etl("load", chats(folder), *NAMED, "--timezone", "UTC", database=folder / "chats.duckdb")
    assert result.exit_code == 0, result.output
    return folder / "chats.duckdb"


@pytest.fixture
def loaded(toy: Path, tmp_path: Path, site: Site) -> Path:
    """A copy of it, with the package installed."""
    site.install()
    for path in toy.parent.glob("chats.*"):
        shutil.copy(path, tmp_path)
    return tmp_path / toy.name


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "chats.duckdb"


def etl(command: str, *arguments: str | Path, database: Path) -> Result:
    result = CliRunner().invoke(main, [command, *map(str, arguments), "--db", str(database)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def asked(database: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_package_that_is_installed_and_not_named_is_never_imported(site: Site, database: Path) -> None:
    site.install(source="raise SystemExit('imported')")
    assert etl("load", OURS_SAMPLE, database=database).exit_code == 0
    assert etl("verify", OURS_SAMPLE, database=database).exit_code == 0
    assert etl("load", OURS_SAMPLE, "--dry-run", database=database).exit_code == 0
    assert MODULE not in sys.modules


def test_a_package_named_once_is_asked_until_it_is_forgotten(site: Site, loaded: Path, tmp_path: Path) -> None:
    export = tmp_path / "chats.json"
    again = etl("load", export, database=loaded)
    assert "0 new, 0 changed, 1 unchanged" in again.stderr
    assert f"Asked     {PACKAGE} 1.0 beside our own providers" in again.stderr
    assert verify(loaded, [export]).is_complete
    site.remove()
    without = etl("load", OURS_SAMPLE, *FORGOTTEN, database=loaded)
    assert without.exit_code == 0
    assert "Asked" not in without.stderr
    assert remembered(loaded) == set()
    assert asked(loaded, "select count(*) from v1.messages where provider = 'toy'") == [(3,)]
    assert asked(loaded, VENDORS) == [("toymaker",)]


def test_what_came_of_a_package_has_a_vendor_but_no_price(site: Site, loaded: Path) -> None:
    assert asked(loaded, VENDORS) == [("toymaker",)]
    assert asked(loaded, "select count(*) from v1.providers") == [(len(tuple(OURS)) + 1,)]
    assert asked(loaded, "select model, requests from v1.unpriced_models") == [("toy-1", 1)]
    site.remove()
    rezone(loaded, "Asia/Tokyo")
    assert asked(loaded, VENDORS) == [("toymaker",)]


def test_fields_are_known_as_the_package_says(loaded: Path) -> None:
    assert asked(loaded, "select place, name from core.load_fields where not is_known") == [("message", "mood")]


def test_another_version_reads_exports_anew(site: Site, loaded: Path, tmp_path: Path) -> None:
    site.install(version="1.1", source=block("python").replace('.get("title"))', '.get("title").upper())'))
    assert "1 changed" in etl("load", tmp_path / "chats.json", database=loaded).stderr
    assert asked(loaded, "select title from v1.conversations") == [("A NAME FOR A BOAT",)]


def test_the_rules_of_a_load_name_packages_and_nothing_else_of_them(site: Site) -> None:
    site.install()
    bare = rules({}, OURS)
    assert rules({}, registry(["chatlake.TOY"])) == f"{bare} {PACKAGE}==1.0"


def test_workers_ask_the_package(site: Site, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.install(source="import os\n" + block("python").replace('text(raw.get("title"))', "str(os.getpid())"))
    monkeypatch.setattr(options, "SMALL", 0)
    assert etl("load", chats(tmp_path), *NAMED, "--jobs", "2", database=database).exit_code == 0
    ((worker,),) = asked(database, "select title from v1.conversations")
    assert str(worker).isdigit()
    assert worker != str(os.getpid())


def test_providers_travel_to_a_process_that_was_not_forked(site: Site) -> None:
    site.install()
    packed = pickle.dumps(Setup(1, 1, "UTC", providers=registry([PACKAGE])))
    site.forget()
    there = pickle.loads(packed).providers
    assert [one.NAME for one in there] == [*(one.NAME for one in OURS), "toy"]
    assert pickle.loads(pickle.dumps(OURS)) is OURS


def test_the_app_loads_with_the_packages_that_are_remembered(
    site: Site, loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site.folder), str(ROOT)]))
    told = Loading(loaded).load(Job("1", "load"), [tmp_path / "chats.json"])
    assert f"Asked     {PACKAGE} 1.0 beside our own providers\nStored    0 new, 0 changed, 1 unchanged" in told


@pytest.mark.parametrize(
    ("past", "kept"),
    [
        pytest.param(("--dry-run",), set(), id="a dry run writes nothing"),
        pytest.param(("--parquet", "lake"), {PACKAGE}, id="the next part of a lake asks the same"),
    ],
)
def test_a_load_past_the_database_asks_packages(
    site: Site, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, past: tuple[str, ...], kept: set[str]
) -> None:
    site.install()
    monkeypatch.chdir(tmp_path)
    result = etl("load", chats(tmp_path), *NAMED, *past, database=database)
    assert "Found     3 messages in 4 nodes" in result.stderr
    assert PACKAGE in result.stderr
    assert not database.exists()
    assert remembered(database) == kept


def test_a_package_may_read_logs(site: Site, database: Path, tmp_path: Path) -> None:
    site.install(source=LOGS)
    log = tmp_path / "monday.jsonl"
    log.write_text('{"squeak": "eek"}\n{"squeak": "aah"}\n', "utf-8")
    assert etl("load", log, *NAMED, database=database).exit_code == 0
    found = asked(database, "select conversation_id, text from v1.messages order by position")
    assert found == [("monday.jsonl", "eek"), ("monday.jsonl", "aah")]


def test_a_package_may_read_what_stands_beside_the_conversations(site: Site, database: Path, tmp_path: Path) -> None:
    site.install(source=SIDE_FILES)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("conversations.json", block("json"))
        archive.writestr("owner.txt", "otto")
    assert etl("load", tmp_path / "export.zip", *NAMED, database=database).exit_code == 0
    assert asked(database, "select distinct provider, account_id from v1.messages") == [("toy", "otto")]
    assert asked(database, "select provider, account_id from v1.accounts") == [("toy", "otto")]


def test_a_bug_of_a_package_costs_one_conversation_and_says_whose_it_is(
    site: Site, database: Path, tmp_path: Path
) -> None:
    site.install(source=block("python").replace("    rows = []\n", "    rows = []\n    1 / len(raw['turns'])\n"))
    talks = [*json.loads(block("json")), {"id": "t2", "title": "Nothing", "turns": []}]
    (tmp_path / "chats.json").write_text(json.dumps(talks), "utf-8")
    result = etl("load", tmp_path / "chats.json", *NAMED, database=database)
    assert "Read      1 conversation " in result.stderr
    assert f"a bug of the package {PACKAGE} (ZeroDivisionError): please report it (1)" in result.stderr


def test_a_model_can_be_assumed_for_a_provider_of_a_package(loaded: Path) -> None:
    refused = etl("prices", "assume", "claude-3-opus", "--provider", "toy", database=loaded)
    assert "a chat of toy was answered by one of toymaker" in refused.stderr
    refused = etl("prices", "assume", "claude-3-opus", "--provider", "tin", database=loaded)
    assert "toy, vscode_chat." in refused.stderr
