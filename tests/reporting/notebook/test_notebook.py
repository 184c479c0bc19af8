"""The notebook: it is what its source makes, it runs, and its numbers are those of the reports."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jupytext")
pytest.importorskip("nbclient")

from click.testing import CliRunner

from etl.commands.cli import main
from tests.conftest import ROOT
from tests.reporting.notebook.notebook_cases import (
    MADE,
    SOURCE,
    complaints,
    executed,
    executed_over,
    loaded,
    made,
    pictures,
    told,
)
from tests.transform.providers.log_cases import answered, asked, usage, written
from tests.transform.providers.log_cases import loaded as loaded_log

COLUMNS = {
    "df_messages": {"msg_id", "conv_id", "author", "text", "create_ts", "model", "tokens", "branch_idx"},
    "df_days": {"date", "model", "conversations", "messages", "tokens"},
    "df_cost": {"date", "model", "prompt_tokens", "comp_tokens", "cost_usd"},
}
"""What people who plan with these tables were told they hold."""

TELL = """
import json
_priced = df_cost[~df_cost["is_unpriced"]]
print(json.dumps({
    "columns": {name: list(globals()[name].columns) for name in ("df_messages", "df_days", "df_cost")},
    "messages": len(df_messages),
    "user_messages": int(df_messages["is_user_message"].sum()),
    "answers": int(df_days["messages"].sum()),
    "tokens_out": int(df_days["tokens"].sum()),
    "tokens_in": int(df_daily["tokens_in"].sum()),
    "conversations": int(df_messages["conv_id"].nunique()),
    "favourite": [models.index[0], int(models["messages"].iloc[0])],
    "usd": round(float(_priced["cost_usd"].sum()), 9),
    "requests": int(_priced["requests"].sum()),
    "tokens": int(_priced["prompt_tokens"].sum() + _priced["comp_tokens"].sum()),
    "unpriced": int(df_cost["requests"].sum() - _priced["requests"].sum()),
    "unpriced_usd": df_cost.loc[df_cost["is_unpriced"], "cost_usd"].count().item(),
}))
"""


def test_the_notebook_is_what_its_source_makes(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        MADE.write_text(made(), "utf-8", newline="\n")
    assert MADE.read_text("utf-8") == made(), "usage.py has changed; make usage.ipynb of it with: pytest --accept"


def test_the_notebook_asks_only_versioned_views() -> None:
    tree = ast.parse(SOURCE.read_text("utf-8"))
    queries = [
        ast.literal_eval(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "read"
    ]
    assert len(queries) >= 6
    for query in queries:
        named = re.findall(r"\b(?:from|join)\s+([\w.]+)", query)
        assert named
        assert all(name.startswith("v1.") for name in named)
        assert query.strip().count("\n") < 6


def test_the_numbers_of_the_notebook_are_those_of_the_reports(demo: Path) -> None:
    outputs = executed(demo, TELL)
    assert complaints(outputs) == []
    assert pictures(outputs) == 10
    seen = told(outputs)
    for table, columns in COLUMNS.items():
        assert columns <= set(seen["columns"][table])
    overview = {row["fact"]: row for row in report("overview", demo)}
    costs = {row["part"]: row for row in report("costs", demo)}
    assert seen["conversations"] == overview["conversations"]["number"]
    assert seen["messages"] == overview["messages of every kind"]["number"]
    assert seen["user_messages"] == overview["my messages"]["number"]
    assert seen["answers"] == overview["answers of models"]["number"]
    assert seen["tokens_in"] == overview["tokens I wrote"]["number"]
    assert seen["tokens_out"] == overview["tokens models wrote"]["number"]
    favourite = overview["answers of favourite model"]
    assert seen["favourite"] == [favourite["detail"].split(",")[0], favourite["number"]]
    headline = costs["counted, no cache"]
    assert seen["usd"] == pytest.approx(costs["all of it"]["mid"], abs=1e-9)
    assert (seen["requests"], seen["tokens"]) == (headline["requests"], headline["tokens"])
    assert (seen["unpriced"], seen["unpriced_usd"]) == (costs["not priced"]["requests"], 0)


def test_tokens_of_logs_are_those_that_were_billed(tmp_path: Path) -> None:
    """Beside an export's chats, which are drawn apart; models have the tokens here that they have in their report."""
    log = written(tmp_path / "s.jsonl", asked("a", None, "Hi"), answered("b", "a", usage(9_000, 700, 2_000)))
    both = tmp_path / "chats.duckdb"
    loaded_log(both, log, ROOT / "samples" / "chatgpt" / "branches.json")
    outputs = executed(both, TELL)
    assert complaints(outputs) == []
    assert pictures(outputs) == 12, "two of tokens, and one of each vendor's value"
    seen = told(outputs)
    overview = {row["fact"]: row["number"] for row in report("overview", both)}
    assert seen["tokens_in"] == overview["tokens in, as billed"] > 11_000
    assert seen["tokens_out"] == overview["tokens out, as billed"] > 700
    assert seen["tokens_out"] == sum(row["tokens_out"] for row in report("models", both))


def report(name: str, database: Path) -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["report", name, "--db", str(database), "--format", "json"])
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    return rows


ODD = {
    "of Claude only": ["claude/blocks_2025.json", "claude/thinking_2025.json"],
    "of one day": ["chatgpt/branches.json"],
    "without any time": ["chatgpt/times_absent.json", "claude/times_absent.json"],
    "without any message": ["chatgpt/mapping_empty.json"],
}


def test_the_notebook_runs_over_odd_databases(tmp_path: Path) -> None:
    databases = []
    for name, samples in ODD.items():
        (tmp_path / name).mkdir()
        databases.append(loaded(tmp_path / name, *samples))
    shown = executed_over(*databases)
    assert [name for name, outputs in zip(ODD, shown, strict=True) if complaints(outputs) or not outputs] == []
