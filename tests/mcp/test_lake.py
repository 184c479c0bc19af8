"""An agent that asks a lake's views: every tool answers, and a file of another table is told by each."""

import shutil
from pathlib import Path

from etl.lake.database import views
from etl.lake.generation import database_of
from tests.lake.lake_cases import chat, chatgpt, into
from tests.mcp.mcp_cases import connected

CHATS = [chat("c1", 1_735_000_000, "one", "two"), chat("c2", 1_735_100_000, "three")]
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
    lake = tmp_path / "lake"
    into(lake, [chatgpt(tmp_path / "anna-2025-01-10.zip", "anna", CHATS)])
    views(lake)
    with connected(database_of(lake), tmp_path / "log") as agent:
        for tool, asked in ASKED:
            told = agent.ask(tool, asked)
            assert not told.is_error, told.text
        (file,) = (lake / "core" / "messages").rglob("*.parquet")
        shutil.copyfile(next((lake / "core" / "tool_calls").rglob("*.parquet")), file)
        for tool, asked in ASKED:
            told = agent.ask(tool, asked)
            assert told.is_error
            assert told.text.startswith("A file that lake.duckdb shows is damaged or gone"), tool
