"""What a user gets: the wheel and an editable install find every SQL file and vocabulary."""

import email
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_sdist, build_wheel

from etl import assets
from etl.warehouse import template
from tests.conftest import ROOT


def test_the_wheel_holds_every_sql_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    wheel = tmp_path / build_wheel(str(tmp_path))
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"etl/{path.relative_to(ROOT).as_posix()}" for path in _shipped("sql", "queries")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in _shipped("etl")}
    assert wanted <= inside
    assert template.place().relative_to(ROOT).as_posix() in inside
    assert all(name.startswith(("etl/", "chatlake-")) for name in inside)


def test_the_wheel_says_its_licences_and_that_it_has_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    wheel = zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path)))
    (place,) = {name.partition("/")[0] for name in wheel.namelist() if name.endswith("/METADATA")}
    told = email.message_from_bytes(wheel.read(f"{place}/METADATA"))
    assert told["License-Expression"] == "MIT AND OFL-1.1"
    inside = b"".join(wheel.read(f"{place}/licenses/{name}") for name in told.get_all("License-File", []))
    for words in (b"MIT License\n", b"SIL OPEN FONT LICENSE", b"published by OpenAI"):
        assert words in inside
    assert "etl/py.typed" in wheel.namelist()


@pytest.mark.slow
def test_the_source_that_is_given_away_makes_the_same_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ours = zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path)))
    with tarfile.open(tmp_path / build_sdist(str(tmp_path))) as source:
        source.extractall(tmp_path, filter="data")
    make = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    theirs, place = tmp_path / "theirs", next(tmp_path.glob("chatlake-*/"))
    theirs.mkdir()
    subprocess.run([sys.executable, "-c", make, str(theirs)], cwd=place, check=True)
    made = zipfile.ZipFile(next(theirs.glob("*.whl")))
    assert set(made.namelist()) == set(ours.namelist())


def test_a_checkout_finds_its_sql() -> None:
    assert "messages" in assets.sql("tables")
    assert "messages" in assets.sql("v1")
    assert "daily" in assets.queries()
    assert assets.seed("model_map").exists()
    assert assets.encoding("o200k_base").exists()


def test_every_package_we_ask_for_has_a_lowest_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for name in project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]:
        assert ">=" in name or name.startswith("chatlake["), f"{name} may be any version, the oldest too"


def _shipped(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
