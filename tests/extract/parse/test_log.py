"""A log is read the same whether it is held at once or, as a long one, line by line."""

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from etl.extract.archive import exports
from etl.extract.parse import LogReading, log, read_log
from etl.transform.providers import LOGS
from etl.transform.providers.registry import OURS
from tests.conftest import ROOT

SAMPLES = sorted(path for name in ("claude_code", "codex") for path in (ROOT / "samples" / name).glob("*.jsonl"))


def read(path: Path, **options: Any) -> LogReading:
    return read_log(exports([path])[0].members[0], **options)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_long_log_is_what_it_would_be_if_it_were_short(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = read(path)
    monkeypatch.setattr(log, "HELD", 100)
    monkeypatch.setattr(log, "_STEP", 70)
    long = read(path)
    assert (long.reading, long.digest, long.size) == (short.reading, short.digest, short.size)
    assert long.digest == blake2b(path.read_bytes(), digest_size=16).digest()
    assert read(path, known={long.digest}).reading.unchanged == [long.digest]


def test_of_a_long_log_a_line_that_is_too_long_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"a":1}\n', json.dumps({"b": "x" * 5000}) + "\n", '{"c":3}\n', json.dumps({"d": "y" * 5000})]
    (tmp_path / "s.jsonl").write_text("".join(lines))
    for name, size in (("HELD", 100), ("LONGEST", 1000), ("_STEP", 64)):
        monkeypatch.setattr(log, name, size)
    found = read(tmp_path / "s.jsonl").reading
    assert found.slices[0].content["rows"] == [{"a": 1}, {"c": 3}]
    assert [(issue.reason, issue.member) for issue in found.issues] == [("too large", "s.jsonl")] * 2


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_event_without_its_bulk_says_the_same(path: Path) -> None:
    raw = read(path).reading.slices[0].content
    (provider,) = (one for one in LOGS if one.recognises(raw))
    heavy = [_heavier(row) for row in raw["rows"]]
    rows = [OURS.lean(row) for row in heavy if isinstance(row, dict)]
    assert provider.flatten(raw | {"rows": rows}) == provider.flatten(raw | {"rows": heavy})
    assert len(json.dumps(rows)) < len(json.dumps(heavy)) / 2 or heavy == raw["rows"]


def _heavier(row: Any) -> Any:
    """The same event with as much beside what is said as real ones have."""
    bulk = "A" * 200_000
    if isinstance(row, dict) and row.get("type") == "event_msg" and row["payload"].get("type") != "token_count":
        return row | {"payload": row["payload"] | {"aggregated_output": bulk}}
    if isinstance(row, dict) and isinstance(row.get("toolUseResult"), dict):
        return row | {"toolUseResult": row["toolUseResult"] | {"stdout": bulk}}
    return row


def test_the_event_behind_one_that_was_cut_off_is_read_and_the_line_is_damaged(tmp_path: Path) -> None:
    event = {"type": "said", "data": {"calls": [{"type": "call", "of": '{"type": 1}'}, {"type": "call"}]}}
    whole = json.dumps(event)
    (tmp_path / "s.jsonl").write_text(f'{{"type": "begun"}}\n{whole[:40]}{whole}\n{whole[:40]}\n')
    reading = read(tmp_path / "s.jsonl").reading
    (told,) = reading.slices
    assert told.content["rows"] == [{"type": "begun"}, event]
    assert len(reading.issues) == 2
