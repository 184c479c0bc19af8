"""An agent that asks a lake's views: every tool answers, and a file of another table is told by each."""

from pathlib import Path

from etl.lake.generation import database_of
from tests.lake.lake_cases import confuse, shown
from tests.mcp.mcp_cases import connected

ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("overview", {}),
    ("usage", {}),
    ("cost", {"by": "project"}),
    ("search", {"question": "three"}),
    ("conversation", {"id": "c2"}),
    ("sql", {"statement": "from v1.messages"}),
    ("sql", {"statement": "from search('three')"}),
)


def test_a_lake_answers_and_tells_of_damage(tmp_path: Path) -> None:
    lake = shown(tmp_path)
    with connected(database_of(lake), tmp_path / "log") as agent:
        for tool, asked in ASKED:
            told = agent.ask(tool, asked)
            assert not told.is_error, told.text
        confuse(lake)
        for tool, asked in ASKED:
            told = agent.ask(tool, asked)
            assert told.is_error
            assert told.text.startswith("A file that lake.duckdb shows is damaged or gone"), tool
