"""Packages that cannot be asked: one sentence each, and the database and what is remembered stay as they were."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.state.provider_packages import remembered
from tests.conftest import ROOT
from tests.transform.providers.plugin_cases import PACKAGE, Site, block, chats

SAMPLE = ROOT / "samples" / "claude" / "era_2024_03.json"
TOY = block("python")
OTHER = "chatlake-toy-two"

WRONG = {
    "raise RuntimeError('no\\nluck')": "cannot be imported (RuntimeError: no luck): mend or upgrade it",
    "import nowhere": "cannot be imported (ModuleNotFoundError: No module named 'nowhere'): mend or upgrade it",
    "raise SystemExit(3)": "cannot be imported (SystemExit: 3): mend or upgrade it",
    TOY.replace("CONTRACT = 1", "CONTRACT = 2"): (
        "keeps contract 2 of providers, and chatlake here contract 1: upgrade chatlake"
    ),
    TOY.replace("CONTRACT = 1", ""): (
        f"keeps contract None of providers, and chatlake here contract 1: upgrade {PACKAGE}"
    ),
    TOY.replace("def owner", "def whose").replace('"toymaker"', "None"): (
        "has a provider without VENDOR, owner: upgrade or mend it"
    ),
    TOY.replace('VENDOR = "toy"', 'VENDOR = "claude"'): (
        "brings a provider named claude, and so does chatlake itself: do without one of them"
    ),
}
"""The source of a package, and what is said of it."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("loaded") / "chats.duckdb"
    load([SAMPLE], Options(path, zone="UTC"), lambda *_: None)
    return path


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Path:
    for path in loaded.parent.iterdir():
        shutil.copy(path, tmp_path)
    return tmp_path / loaded.name


def refusal(database: Path, *arguments: str | Path) -> str:
    """What a load that is refused says; it must leave everything as it was."""
    before, kept = database.read_bytes(), remembered(database)
    result = CliRunner().invoke(main, ["load", *map(str, arguments), "--db", str(database)])
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert (database.read_bytes(), remembered(database)) == (before, kept)
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("source", WRONG, ids=range(len(WRONG)))
def test_a_package_that_cannot_be_asked(site: Site, database: Path, source: str) -> None:
    site.install(source=source)
    assert refusal(database, SAMPLE, "--provider-package", PACKAGE) == f"Error: The package {PACKAGE} {WRONG[source]}"


@pytest.mark.parametrize("name", ["chatlake-nowhere", "duckdb>=1", "../x", "two words"])
def test_a_package_that_is_not_installed(site: Site, database: Path, name: str) -> None:
    told = refusal(database, SAMPLE, "--provider-package", name)
    assert told.endswith(" is not installed here: install it")


def test_a_package_without_a_name(site: Site, database: Path) -> None:
    told = refusal(database, SAMPLE, "--provider-package", "")
    assert told == "Error: The package without a name is not installed here: install it"


def test_a_package_without_providers(database: Path) -> None:
    told = refusal(database, SAMPLE, "--provider-package", "duckdb")
    assert told == "Error: The package duckdb brings no provider (an entry point of chatlake.providers): name another"


def test_two_packages_with_one_provider(site: Site, database: Path) -> None:
    site.install()
    site.install(OTHER)
    told = refusal(database, SAMPLE, "--provider-package", OTHER, "--provider-package", PACKAGE)
    named = f"The package {OTHER} brings a provider named toy, and so does {PACKAGE}"
    assert told == f"Error: {named}: do without one of them"


def test_a_package_that_was_uninstalled(site: Site, database: Path, tmp_path: Path) -> None:
    site.install()
    load([chats(tmp_path)], Options(database, packages=(PACKAGE,)), lambda *_: None)
    site.remove()
    sentence = (
        f"Error: The package {PACKAGE} is not installed here: install it, or forget it: "
        f"etl load EXPORT --forget-provider-package {PACKAGE}"
    )
    assert refusal(database, SAMPLE) == sentence
    result = CliRunner().invoke(main, ["verify", str(SAMPLE), "--db", str(database)])
    assert (result.exit_code, result.stderr) == (1, f"{sentence}\n")
    assert remembered(database) == {PACKAGE}


def test_what_is_not_remembered_cannot_be_forgotten(site: Site, database: Path, tmp_path: Path) -> None:
    site.install()
    sentence = "Error: The package {} is not remembered, and so cannot be forgotten; remembered: {}."
    assert refusal(database, SAMPLE, "--forget-provider-package", OTHER) == sentence.format(OTHER, "none")
    load([chats(tmp_path)], Options(database, packages=(PACKAGE,)), lambda *_: None)
    assert refusal(database, SAMPLE, "--forget-provider-package", OTHER) == sentence.format(OTHER, PACKAGE)


def test_a_load_that_fails_remembers_nothing(site: Site, database: Path, tmp_path: Path) -> None:
    site.install()
    refusal(database, tmp_path / "none.zip", "--provider-package", PACKAGE)
    assert remembered(database) == set()


def test_an_entry_listed_twice_is_one_provider(site: Site, database: Path, tmp_path: Path) -> None:
    site.install(entries="[chatlake.providers]\ntoy = chatlake_toy\n\n[other]\ntoy = chatlake_toy\n")
    loaded = load([chats(tmp_path)], Options(database, packages=(PACKAGE, "chatlake_toy")), lambda *_: None)
    assert [package.name for package in loaded.intake.packages] == [PACKAGE]


ODD = {
    "companions that raise": "def companions(members):\n    raise KeyError('a secret')\n",
    "companions that are no rows": "def companions(members):\n    yield members[0], ['a secret']\n",
    "companions of other types": (
        "def companions(members):\n    from etl.rows.companions import Account\n"
        "    yield members[0], [Account(['a', 'secret'])]\n"
    ),
    "an owner that raises": "def owner(raw):\n    raise KeyError('a secret')\n",
    "an owner that is no text": "def owner(raw):\n    return ['a secret']\n",
    "events that raise": "def recognises_row(row):\n    raise KeyError('a secret')\n",
    "rows of other types": (
        "_flatten = flatten\ndef flatten(raw):\n    flat = _flatten(raw)\n"
        "    flat.messages[0].text = ['a secret']\n    return flat\n"
    ),
    "rows of other kinds": (
        "_flatten = flatten\ndef flatten(raw):\n    flat = _flatten(raw)\n"
        "    flat.details.append('a secret')\n    return flat\n"
    ),
}
"""What a package may do wrong once it is asked."""


@pytest.mark.parametrize("name", ODD)
def test_a_package_that_fails_is_named_in_one_sentence(site: Site, database: Path, tmp_path: Path, name: str) -> None:
    site.install(source=f"{TOY}\n\n{ODD[name]}")
    folder = tmp_path / "export"
    folder.mkdir()
    chats(folder).rename(folder / "conversations.json")
    (folder / "beside.json").write_text("{}")
    if name == "events that raise":
        (folder / "conversations.json").write_text('{"a": 1}\n{"b": 2}\n')
    said = refusal(database, folder, "--provider-package", PACKAGE)
    assert said.count("\n") <= 1
    assert said.removeprefix("Error: ").startswith(f"The package {PACKAGE} failed (")
    assert "secret" not in said


def test_a_conversation_that_is_no_rows_is_counted(site: Site, database: Path, tmp_path: Path) -> None:
    site.install(source=f"{TOY}\n\ndef flatten(raw):\n    return 'a secret'\n")
    said = refusal(database, chats(tmp_path), "--provider-package", PACKAGE)
    assert f"a bug of the package {PACKAGE} (TypeError)" in said


def test_a_package_that_fails_when_a_load_is_verified_is_named_too(site: Site, database: Path, tmp_path: Path) -> None:
    site.install()
    export = chats(tmp_path)
    load([export], Options(database, packages=(PACKAGE,)), lambda *_: None)
    site.install(source=block("python") + "\n\ndef expected(raw):\n    return 1 / 0\n")
    result = CliRunner().invoke(main, ["verify", str(export), "--db", str(database)])
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Error: The package {PACKAGE} failed (ZeroDivisionError)")
