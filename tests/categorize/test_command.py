"""etl categorize, and what views and reports make of it."""

from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, demo_database: Path) -> Path:
    return Path(copyfile(demo_database, tmp_path_factory.mktemp("categories") / "chats.duckdb"))


def typed(database: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["categorize", "--db", str(database), *words])


def ask(database: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_filing_moving_and_undoing_reach_the_views(database: Path) -> None:
    assert ask(database, "select distinct category, basis from v1.conversation_categories") == [(None, None)]
    assert typed(database).exit_code == 0
    assert ask(database, "select count(*) from v1.conversation_categories where basis = 'offline'") == [(296,)]
    ((name,),) = ask(database, "select min(conversation_id) from v1.conversations")
    assert typed(database, "move", str(name), "Personal Advice").exit_code == 0
    found = f"select category, basis from v1.conversation_categories where conversation_id = '{name}'"
    assert ask(database, found) == [("Personal Advice", "user")]
    assert typed(database, "why", str(name)).stdout == "Personal Advice (user)\n"
    assert typed(database, "undo").exit_code == 0
    assert ask(database, found)[0][1] == "offline"


def test_sums_over_categories_are_sums_over_conversations(database: Path) -> None:
    assert typed(database).exit_code == 0
    used = "sum(conversations), sum(messages), sum(user_messages), sum(answers), sum(tokens_in), sum(tokens_out)"
    of_chats = used.replace("sum(conversations)", "count(*)")
    assert ask(database, f"select {used} from v1.category_usage") == ask(
        database, f"select {of_chats} from v1.conversations"
    )
    paid = "sum(requests), sum(requests_unpriced), sum(usd_visible_nocache), sum(usd_low), sum(usd_high)"
    assert ask(database, f"select {paid} from v1.category_costs") == ask(
        database, f"select {paid} from v1.conversation_costs"
    )


def test_what_is_not_there_is_one_sentence(database: Path) -> None:
    for words, said in (
        (("move", "nobody", "Personal Advice"), "There is no conversation 'nobody'"),
        (("move", "nobody", "Nothing"), "There is no category 'Nothing'"),
        (("why", "nobody"), "There is no conversation 'nobody'"),
        (("remove", "Nothing"), "There is no category 'Nothing'"),
    ):
        result = typed(database, *words)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert said in result.stderr


def test_categories_are_listed_added_and_renamed(database: Path) -> None:
    assert typed(database, "add", "Bread", "--words", "oven dough").exit_code == 0
    assert "oven dough" in typed(database, "list", "--format", "csv").stdout
    assert typed(database, "rename", "Bread", "Baking").exit_code == 0
    assert "Baking" in typed(database, "list").stdout
    assert typed(database, "remove", "Baking").exit_code == 0
    assert "Baking" not in typed(database, "list").stdout


def test_the_model_that_is_asked_is_chosen_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ETL_AI_MODEL", "ETL_AI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "chats.duckdb"
    assert typed(path, "model").stdout == "gpt-6-luna at https://api.openai.com/v1\n"
    chosen = typed(path, "model", "small", "--base-url", "http://localhost:11434/v1")
    assert chosen.stdout == "small at http://localhost:11434/v1\n"
    assert typed(path, "model", "large").stdout == typed(path, "model").stdout == "large at http://localhost:11434/v1\n"
    assert "base URL" in typed(path, "model", "--base-url", "ftp://x").stderr
