"""The generator of big exports: deterministic, streaming, and realistic where it decides the load's speed."""

import json
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.bench import eras
from tests.bench.generate import generate
from tests.bench.measure import measure


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "export.zip"
    generate(path, 3, seed=7)
    return path


def _conversations(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("conversations")]
        return [raw for name in names for raw in json.loads(archive.read(name))]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path / "first.zip", 0.5, seed=3)
    generate(tmp_path / "second.zip", 0.5, seed=3)
    generate(tmp_path / "other.zip", 0.5, seed=4)
    first = (tmp_path / "first.zip").read_bytes()
    assert first == (tmp_path / "second.zip").read_bytes()
    assert first != (tmp_path / "other.zip").read_bytes()


def test_the_texts_are_as_heavy_for_a_tokenizer_and_a_compressor_as_real_ones(export: Path) -> None:
    figures = measure(export)
    assert 3.8 <= figures["characters a token"] <= 4.15
    assert 0.31 <= figures["text / bytes"] <= 0.41
    assert 4.1 <= figures["zip ratio"] <= 4.8
    assert 0.6 <= figures["type text"] <= 0.85
    assert 0.12 <= figures["role system"] <= 0.24
    assert figures["repeated strings"] < 0.25


def test_an_export_holds_conversations_of_every_era(export: Path) -> None:
    found = {eras.era(raw["create_time"]).name for raw in _conversations(export)}
    assert found == {era.name for era in eras.ERAS}


def test_conversations_of_the_first_era_have_no_conversation_id_and_of_the_last_no_children(
    export: Path,
) -> None:
    raws = _conversations(export)
    assert "conversation_id" not in raws[-1]
    assert all("children" in node for node in raws[-1]["mapping"].values())
    assert "conversation_id" in raws[0]
    assert not any("children" in node for node in raws[0]["mapping"].values())


def test_shards_hold_what_one_member_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.generate.SHARD", 100_000)
    generate(tmp_path / "one.zip", 0.5)
    generate(tmp_path / "many.zip", 0.5, shards=True)
    with zipfile.ZipFile(tmp_path / "many.zip") as archive:
        manifest = json.loads(archive.read("export_manifest.json"))
    assert len(manifest["logical_files"]["conversations.json"]["files"]) > 2
    assert _conversations(tmp_path / "many.zip") == _conversations(tmp_path / "one.zip")


def test_a_slim_export_is_slim_throughout(tmp_path: Path) -> None:
    generate(tmp_path / "slim.zip", 0.3, slim=True)
    nodes = [node for raw in _conversations(tmp_path / "slim.zip") for node in raw["mapping"].values()]
    assert {tuple(node) for node in nodes} == {("id", "message", "parent")}


def test_the_generator_holds_no_more_for_a_bigger_export(tmp_path: Path) -> None:
    assert _peak(tmp_path, 2) < 1.5 * _peak(tmp_path, 0.5) + 2_000_000


def _peak(folder: Path, megabytes: float) -> int:
    tracemalloc.start()
    try:
        generate(folder / f"{megabytes}.zip", megabytes, seed=5)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
