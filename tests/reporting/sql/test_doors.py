"""Read-only means read-only, at every door for SQL: the same statements, asked as etl sql and as the web app asks."""

import json
from pathlib import Path

import pytest

from tests.reporting.sql.conftest import Door
from tests.reporting.sql.question_cases import QUESTIONS
from tests.reporting.sql.statement_cases import CANARY, FILES, MACHINE, OTHER_STATEMENTS


@pytest.mark.parametrize("sql", OTHER_STATEMENTS + FILES + MACHINE)
def test_what_wants_more_than_an_answer_gets_a_sentence(door: Door, guarded: Path, sql: str) -> None:
    before = _files(guarded.parent)
    found = door(sql)
    assert [set(piece) for piece in found] == [{"error", "is_of_database"}], found
    error = found[0]["error"]
    assert error.endswith((".", "!", "?", "…", '"', "limit 5")), error
    assert "\n" not in error
    told = json.dumps(found)
    for secret in (CANARY, str(guarded.parent), str(Path.home()), "root:"):
        assert secret not in told
    assert _files(guarded.parent) == before


@pytest.mark.parametrize("sql", MACHINE)
def test_what_tells_of_the_machine_is_refused_and_not_only_empty(door: Door, sql: str) -> None:
    assert "ask" in door(sql)[0]["error"] or "exist" in door(sql)[0]["error"]


@pytest.mark.parametrize("sql", QUESTIONS)
def test_a_question_is_answered_however_it_looks(door: Door, guarded: Path, sql: str) -> None:
    before = _files(guarded.parent)
    found = door(sql)
    assert not [piece["error"] for piece in found if "error" in piece]
    assert "".join(piece.get("text", "") for piece in found) or found[0].get("columns"), found
    assert _files(guarded.parent) == before


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """What lies in a folder, with sizes and times of the last change."""
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir()}
