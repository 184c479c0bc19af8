"""What a user gets: the wheel and an editable install find every SQL file and vocabulary."""

import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

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
