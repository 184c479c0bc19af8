"""When an export was made: by its name, its manifest, or the newest time in it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from etl.extract.archive import Export
from etl.pipeline.export_dates import dates
from etl.pipeline.sources import Source
from etl.rows.types import Micros

STARTED = datetime(2026, 11, 26, 12)


def source(path: Path) -> Source:
    return Source(Export(path, [], "digest"), "me", "claude")


def micros(at: datetime) -> Micros:
    return Micros(int((at - datetime(1970, 1, 1)).total_seconds()) * 1_000_000)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("0a1b2c3d4e5f-2026-05-12-09-33-01-9f8e7d6c5b4a.zip", datetime(2026, 5, 12, 9, 33, 1)),
        ("data-2026-05-12-09-33-01-batch-0000.zip", datetime(2026, 5, 12, 9, 33, 1)),
        ("takeout-20260512T093301Z-001.zip", datetime(2026, 5, 12, 9, 33, 1)),
        ("ChatGPT export 2026-05-12 at 09.33.01", datetime(2026, 5, 12, 9, 33, 1)),
        ("export_2026_05_12.zip", datetime(2026, 5, 12)),
        ("data-0a1b-1778578381-9f8e-batch-0000.zip", datetime(2026, 5, 12, 9, 33, 1)),
        ("from 2024-01-01 to 2026-05-12.zip", datetime(2026, 5, 12)),
        ("2026-13-40.zip", STARTED),
        ("2026-02-31.zip", STARTED),
        ("due-2027-01-01.zip", STARTED),
        ("conversations.json", STARTED),
        ("0a20260512b3c4.zip", STARTED),
    ],
)
def test_a_name_tells(name: str, told: datetime, tmp_path: Path) -> None:
    assert dates([source(tmp_path / name)], [None], STARTED) == [told]


def test_an_export_is_no_older_than_what_it_holds(tmp_path: Path) -> None:
    newest = datetime(2026, 6, 1)
    named, nameless = source(tmp_path / "data-2026-05-12.zip"), source(tmp_path / "export.zip")
    assert dates([named, nameless], [micros(newest)] * 2, STARTED) == [newest] * 2
    assert dates([nameless], [micros(datetime(2030, 1, 1))], STARTED) == [STARTED]


def test_the_parts_of_an_export_are_of_one_time(tmp_path: Path) -> None:
    names = ("conversations-000.zip", "conversations-001.zip", "other.zip")
    newest = [micros(datetime(2026, month, 1)) for month in (6, 3, 1)]
    made = dates([source(tmp_path / name) for name in names], newest, STARTED)
    assert [at.month for at in made] == [6, 6, 1]


def test_the_manifest_beside_the_parts_tells(tmp_path: Path) -> None:
    manifest = {"created_at": "2026-09-10T21:25:17+02:00"}
    manifest |= {"data_files": [{"category": "conversations", "filename": "conversations-000.zip"}]}  # type: ignore[dict-item]
    (tmp_path / "manifest-1.json").write_text(json.dumps(manifest))
    (tmp_path / "conversations-000.zip").touch()
    found = [source(tmp_path / name) for name in ("conversations-000.zip", "other.zip")]
    assert dates(found, [None, None], STARTED) == [datetime(2026, 9, 10, 19, 25, 17), STARTED]
    (tmp_path / "manifest-1.json").write_text("{")
    assert dates(found, [None, None], STARTED) == [STARTED, STARTED]
