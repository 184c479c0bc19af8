"""What is shown of a chat that was found is what the views say of it."""

from contextlib import closing
from pathlib import Path

import pytest

from etl import assets
from etl.reporting.reports.connection import connect
from tests.export.export_cases import loaded


@pytest.mark.parametrize("sample", ["chatgpt/branches.json", "claude/blocks_2025.json", "deepseek/reasoner_2025.json"])
def test_a_head_is_as_the_view_has_it(tmp_path: Path, sample: str) -> None:
    asked = "select revision, shown.title, url, shown.created_at, default_model from v1.conversations as shown "
    asked += "join core.conversations using (provider, conversation_id)"
    with closing(connect(loaded(tmp_path, sample))) as connection:
        expected = connection.execute(asked).fetchall()
        bound = {"places": list(range(len(expected))), "revisions": [row[0] for row in expected]}
        heads = connection.execute(assets.search_queries()["heads"], bound).fetchall()
    assert [row[1:] for row in heads] == [row[1:] for row in expected]
    assert any(row[2] for row in expected)
