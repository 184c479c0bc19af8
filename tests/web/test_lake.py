"""The app over a lake's views: all is shown, what is changed waits for the lake's next load, and damage is told."""

import shutil
from pathlib import Path
from time import sleep

import pytest

from etl.lake.database import views
from etl.lake.generation import database_of
from tests.conftest import PATIENCE
from tests.lake.lake_cases import confuse, shown
from tests.web.web_cases import serving

PAGES = ("/", "/conversations?q=three", "/costs", "/query", "/year", "/now", "/loads", "/charts/calendar.svg")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DAMAGED = "A file that lake.duckdb shows is damaged or gone; make lake.duckdb anew with: etl lake views DIR"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shown(tmp_path_factory.mktemp("made"))


def test_a_lake_is_shown_and_a_plan_waits_for_its_next_load(lake: Path) -> None:
    with serving(database_of(lake)) as web:
        for path in PAGES:
            assert web.ask(path).status == 200, path
        body = b"plan=openai+plus&since=2024-01&until=2024-12&price=&seats=1"
        assert web.ask("/costs/plans", "POST", body, FORM).status == 303
        page = web.ask("/costs").text
        assert "what is changed here is kept, and its next load brings it in" in page
        assert 'name="period" value="1"' in page
        assert web.ask("/costs/plans/remove", "POST", b"period=1", FORM).status == 303
        assert 'name="period"' not in web.ask("/costs").text


def test_a_file_of_another_table_is_told_by_pages_and_by_jobs(lake: Path, tmp_path: Path) -> None:
    lake = Path(shutil.copytree(lake, tmp_path / "lake"))
    views(lake)
    confuse(lake)
    with serving(database_of(lake)) as web:
        for path in ("/conversations?q=one", "/costs", "/year", "/api/search?q=one"):
            answer = web.ask(path)
            assert (answer.status, DAMAGED in answer.text) == (503, True), path
        job = web.ask("/api/categorize", "POST", {}).json["job_id"]
        for _ in range(int(PATIENCE / 0.05)):
            told = web.ask(f"/api/progress/{job}").json
            if told["state"] != "running":
                break
            sleep(0.05)
        assert told["state"] == "failed"
        assert told["message"].startswith(DAMAGED)
