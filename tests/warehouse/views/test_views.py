"""Views: their numbers on a database counted by hand, and that sums over them are sums over the tables."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse import schema
from tests.reporting.report_cases import ANN, database, message


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("views"))


@pytest.fixture
def chats(made: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(shutil.copy(made, tmp_path))) as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()


USAGE = "conversations, conversations_started, messages, user_messages, answers, tokens_in, tokens_out"


def test_a_conversation_counts_on_each_of_its_days_but_starts_once(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, f"select day::varchar, {USAGE} from v1.daily_usage order by day")
    assert found == [
        ("2024-03-04", 1, 1, 4, 1, 2, 10, 50),
        ("2024-03-05", 1, 0, 6, 1, 2, 5, 50),
        ("2024-03-08", 1, 1, 5, 2, 2, 9, 15),
        (None, 1, 1, 2, 1, 1, 1, 3),
    ]


def test_a_month_counts_its_conversations_and_days_once(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, f"select month::varchar, active_days, {USAGE} from v1.monthly_usage order by month")
    assert found == [("2024-03-01", 3, 2, 2, 15, 4, 6, 24, 115), (None, 0, 1, 1, 2, 1, 1, 1, 3)]


@pytest.mark.parametrize("view", ["conversation_days", "daily_usage", "hourly_usage", "monthly_usage"])
def test_sums_over_usage_are_sums_over_messages(chats: duckdb.DuckDBPyConnection, view: str) -> None:
    whole = "count(*), count(*) filter (is_user_message), sum(tokens) filter (is_output)"
    parts = "sum(messages), sum(user_messages), sum(tokens_out)"
    assert rows(chats, f"select {parts} from v1.{view}") == rows(chats, f"select {whole} from v1.messages")


@pytest.mark.parametrize("view", ["conversation_models", "daily_model_usage", "model_usage", "model_trend"])
def test_sums_over_models_are_sums_over_messages(chats: duckdb.DuckDBPyConnection, view: str) -> None:
    whole = "count(*) filter (is_answer), sum(tokens) filter (is_output)"
    assert rows(chats, f"select sum(answers), sum(tokens_out) from v1.{view}") == rows(
        chats, f"select {whole} from v1.messages"
    )


def test_the_favourite_model_has_the_most_answers(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, "select model, share, favourite_rank from v1.model_usage where account_id = 'ann' order by 3")
    assert found == [("gpt-4o", 4 / 6, 1), ("gpt-5", 2 / 6, 2)]


def test_a_split_answer_is_one_turn(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, "select node_id, text, tokens, parts from v1.turns where parts > 1")
    assert found == [("n8", "It is a long story.", 42, 2)]


def test_turns_are_what_the_product_shows(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, "select node_id from v1.turns where conversation_id = 'c' order by depth")
    assert [node for (node,) in found] == ["n1", "n3", "n4", "n8"]


def test_turns_and_split_answers_agree_on_what_an_answer_is(chats: duckdb.DuckDBPyConnection) -> None:
    shown = "is_current and not is_retained and (is_user_message or is_answer)"
    assert rows(chats, "select sum(parts), sum(tokens) from v1.turns") == rows(
        chats, f"select count(*), sum(tokens) from v1.messages where {shown}"
    )


def test_regenerated_and_edited_count_at_the_model_that_did_not_please(
    chats: duckdb.DuckDBPyConnection,
) -> None:
    columns = "model, regenerated, retries, edited_prompts, abandoned_messages, abandoned_tokens"
    found = rows(chats, f"select {columns} from v1.branch_statistics order by model")
    assert found == [("gpt-4o", 1, 1, 1, 2, 26), ("gpt-5", 0, 0, 0, 0, 0)]


def test_a_thumb_counts_at_the_model_of_its_message(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, "select model, thumbs_up, thumbs_down from v1.feedback_by_model")
    assert found == [("gpt-4o", 0, 1)]


def test_deep_research_knows_its_time_and_its_sources(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, "select task_id, minutes, is_finished, result_tokens, sources from v1.deep_research")
    assert found == [("t", 30.0, True, 50, 2)]


def test_a_picture_made_in_the_background_is_no_research(chats: duckdb.DuckDBPyConnection) -> None:
    chat = ANN | {"conversation_id": "c", "revision": 1}
    message(chats, chat, "p", "n9", 9, "tool", 0, "2024-03-05 22:00", kind="image", async_task_id="picture")
    assert rows(chats, "select count(*) from v1.deep_research") == [(1,)]


def test_features_are_counted_once_each(chats: duckdb.DuckDBPyConnection) -> None:
    found = rows(chats, "select feature, uses from v1.feature_usage order by feature")
    once = ("browsing", "deep research", "projects", "vision input", "voice")
    assert found == [(feature, 1) for feature in once]


def test_outcomes_of_a_load_add_up_to_its_nodes(chats: duckdb.DuckDBPyConnection) -> None:
    assert rows(chats, "select outcome, nodes from v1.load_quality order by nodes") == [
        ("no message", 3),
        ("stored", 17),
    ]
    chats.execute("update core.loads set nodes = 25, nodes_unchanged = 4")
    found = rows(chats, "select outcome, nodes from v1.load_quality order by nodes")
    assert found == [("not accounted for", 1), ("no message", 3), ("unchanged", 4), ("stored", 17)]


def test_a_field_is_new_if_only_the_newest_of_several_loads_met_it(chats: duckdb.DuckDBPyConnection) -> None:
    chats.execute("update core.load_fields set load_id = 2 where name = 'novel'")
    assert rows(chats, "select name, is_new from v1.schema_drift order by name") == [
        ("channel", False),
        ("novel", True),
    ]


def test_views_can_be_made_again(chats: duckdb.DuckDBPyConnection) -> None:
    made = "select schema_name, table_name, column_name, comment from duckdb_columns() order by all"
    before = rows(chats, made)
    schema.create_views(chats)
    assert rows(chats, made) == before


def test_a_plain_name_is_the_newest_view_or_the_table(chats: duckdb.DuckDBPyConnection) -> None:
    assert rows(chats, "from daily_usage order by all") == rows(chats, "from v1.daily_usage order by all")
    assert rows(chats, "from settings") == rows(chats, "from core.settings")
