"""The manual's table of what comes from each provider: its marks are found in the samples, loaded, and not typed."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.reporting.reports.connection import connect
from etl.transform.providers import PROVIDERS
from tests.conftest import ROOT

PAGE = ROOT / "etl" / "manual" / "providers.md"
START, END = "<!-- features -->\n", "<!-- /features -->"
PICTURES = "kind in ('image', 'generated_image')"
ROWS = {
    "conversations": "from v1.conversations",
    "branches": "from v1.messages where sibling_index > 0",
    "thoughts": "from v1.messages where kind = 'thoughts' and characters > 0",
    "tool calls": "from v1.tool_calls",
    "files": f"from v1.attachments where not {PICTURES}",
    "pictures": f"from v1.attachments where {PICTURES}",
    "citations": "from v1.citations",
}
"""Where a row shows it of a provider."""

SHARES = {
    "models": ("model_basis <> 'none'", "v1.request_costs"),
    "tokens": ("token_basis = 'reported'", "v1.request_costs"),
    "cost": ("usd is not null", "v1.request_costs"),
    "days": ("created_at_basis = 'message'", "v1.messages where role = 'user'"),
}
"""What holds of some or most rows. Cost: at a vendor's price, so that there are a model and a day."""

FEATURES = [*ROWS, *SHARES]
LACKED = {
    "models": "which model answered",
    "tokens": "the tokens that were billed",
    "thoughts": "thoughts",
    "branches": "what was edited away or asked anew",
}
"""What an export leaves out where its samples do not show it, in words."""

NAMES = {
    "ai_studio": "AI Studio",
    "chatgpt": "ChatGPT",
    "claude_code": "Claude Code",
    "cline": "Cline",
    "copilot": "Microsoft Copilot",
    "copilot_cli": "Copilot CLI",
    "deepseek": "DeepSeek",
    "gemini_cli": "Gemini CLI",
    "goose": "Goose",
    "iflow": "iFlow",
    "le_chat": "Le Chat",
    "librechat": "LibreChat",
    "open_webui": "Open WebUI",
    "opencode": "opencode",
    "qwen_code": "Qwen Code",
    "vscode_chat": "VS Code",
}


@pytest.fixture(scope="module")
def shown(every_sample: Path) -> dict[str, dict[str, str]]:
    """By feature the mark of each provider whose samples, all loaded into one file, have a row that shows it."""
    with connect(every_sample) as connection:
        found = {
            name: dict.fromkeys(_column(connection, f"select provider {rows}"), "yes") for name, rows in ROWS.items()
        }
        for name, (condition, rows) in SHARES.items():
            share = f"select provider, avg(({condition})::int) from {rows} group by all"
            shares = connection.execute(share).fetchall()
            found[name] = {who: "yes" if most > 0.5 else "some" for who, most in shares if most > 0}
        return found


def _column(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(query).fetchall()]


def _lines(shown: dict[str, dict[str, str]]) -> Iterator[str]:
    yield f"| product | {' | '.join(name for name in FEATURES if name != 'conversations')} | left out |"
    yield "| --- " * (len(FEATURES) + 1) + "|"
    for one in PROVIDERS:
        marks = [shown[name].get(one.NAME, "") for name in FEATURES if name != "conversations"]
        lacked = [words for name, words in LACKED.items() if shown[name].get(one.NAME) != "yes"]
        yield f"| {NAMES.get(one.NAME, one.NAME.title())} | {' | '.join(marks)} | {', '.join(lacked)} |"


def test_its_table_is_what_the_samples_show(shown: dict[str, dict[str, str]], request: pytest.FixtureRequest) -> None:
    told = "\n".join(_lines(shown)) + "\n"
    before, rest = PAGE.read_text("utf-8").split(START)
    found, after = rest.split(END)
    if request.config.getoption("--accept"):
        PAGE.write_text(f"{before}{START}{told}{END}{after}", "utf-8", newline="\n")
        found = told
    assert found == told, "What the samples show has changed; write it with: pytest --accept"


def test_every_provider_has_conversations_and_is_told_of(shown: dict[str, dict[str, str]]) -> None:
    names = {one.NAME for one in PROVIDERS}
    assert set(shown["conversations"]) == names
    text = " ".join(PAGE.read_text("utf-8").split(END)[1].split())
    assert [name for name in names if NAMES.get(name, name.title()) not in text] == []


def test_no_feature_is_everybodys_or_nobodys_but_days(shown: dict[str, dict[str, str]]) -> None:
    number = len(PROVIDERS)
    assert [name for name, who in shown.items() if not 0 < len(who) < number] == ["conversations", "days"]


def test_whoever_reports_tokens_names_a_model(shown: dict[str, dict[str, str]]) -> None:
    assert set(shown["tokens"]) <= set(shown["models"])
    assert set(shown["cost"]) <= set(shown["models"])
