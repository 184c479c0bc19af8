"""Databases that many tests of build begin with, loaded once and copied."""

import shutil
from pathlib import Path

import pytest

from tests.warehouse.build.build_cases import chain, load


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("loaded_once")
    load(folder / "one.duckdb", [chain("a", 3)])
    load(folder / "two.duckdb", [chain("a", 3), chain("b", 2)])
    return {name: folder / f"{name}.duckdb" for name in ("one", "two")}


@pytest.fixture
def one(loaded_once: dict[str, Path], tmp_path: Path) -> Path:
    """A database of conversation a with three messages, all alone in its folder."""
    return Path(shutil.copyfile(loaded_once["one"], tmp_path / "chats.duckdb"))


@pytest.fixture
def two(loaded_once: dict[str, Path], tmp_path: Path) -> Path:
    """A database of conversations a and b, with three messages and with two."""
    return Path(shutil.copyfile(loaded_once["two"], tmp_path / "chats.duckdb"))
