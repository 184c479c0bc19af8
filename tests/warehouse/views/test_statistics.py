"""Statistics as views: code, manners, habits and time on a database counted by hand."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.views.statistics_cases import counted

Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def chats() -> Iterator[duckdb.DuckDBPyConnection]:
    with counted() as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    return connection.execute(sql).fetchall()


def test_code_is_told_by_language_and_model_with_what_the_older_tool_counts(chats: duckdb.DuckDBPyConnection) -> None:
    own = "model, language, blocks, lines, answer_blocks, answer_lines, messages"
    older = "seed_compat_language, seed_compat_blocks, seed_compat_lines"
    found = rows(chats, f"select {own}, {older} from v1.code_languages order by model, language")
    assert found == [
        ("gpt-4o", "c++", 1, 2, 1, 2, 1, "c++", 0, 0),
        ("gpt-4o", "python", 2, 7, 2, 7, 1, "python", 1, 3),
        ("gpt-4o", None, 1, 4, 1, 4, 1, "other", 1, 4),
        (None, "python", 1, 1, 0, 0, 1, "python", 0, 0),
    ]


def test_code_belongs_to_the_local_day_of_its_message(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "day::varchar, model, messages, blocks, lines, answer_blocks, answer_lines"
    assert rows(chats, f"select {columns} from v1.code_daily order by all") == [
        ("2024-01-31", "gpt-4o", 1, 3, 9, 3, 9),
        ("2024-02-01", "gpt-4o", 1, 1, 4, 1, 4),
        ("2024-02-01", None, 1, 1, 1, 0, 0),
    ]


def test_manners_are_counted_in_what_the_user_wrote_by_local_month(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "month::varchar, user_messages, words, questions, exclamations, pleases, thanks, laughs, curses"
    found = rows(chats, f"select account_id, {columns} from v1.personality order by 1, 2")
    assert found == [
        ("ann", "2024-01-01", 1, 5, 2, 0, 0, 0, 0, 0),
        ("ann", "2024-02-01", 2, 0, 0, 0, 1, 1, 0, 0),
        ("bob", "2024-02-01", 3, 4, 0, 3, 0, 3, 1, 2),
        ("bob", None, 1, 0, 1, 0, 0, 0, 0, 0),
        (None, "2024-02-01", 1, 0, 0, 0, 0, 0, 0, 0),
    ]


def test_politeness_is_ours_by_messages_and_the_older_tools_by_words(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "polite_messages, politeness_score, seed_compat_politeness_score"
    found = rows(chats, f"select {columns} from v1.personality where month = '2024-02-01' order by account_id")
    assert found == [(1, 50, 100), (1, pytest.approx(100 / 3), 100), (0, 0, 0)]


def test_capitals_are_ours_by_letters_and_the_older_tools_by_characters(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "sum(caps_messages), sum(seed_compat_caps_messages)"
    assert rows(chats, f"select {columns} from v1.personality") == [(1, 2)]


def test_shares_of_the_week_are_of_the_users_messages(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "weekday, hour, messages, user_messages, share"
    assert rows(chats, f"select {columns} from v1.activity_patterns where account_id = 'bob' order by all") == [
        (2, 10, 2, 1, 0.25),
        (6, 5, 4, 1, 0.25),
        (7, 5, 1, 1, 0.25),
        (None, None, 1, 1, 0.25),
    ]


def test_habits_are_local_and_the_older_tools_are_of_utc(chats: duckdb.DuckDBPyConnection) -> None:
    own = "user_messages, peak_hour, night_owl_score, early_bird_score, weekend_share, favourite_weekday"
    older = "seed_compat_peak_hour, seed_compat_night_owl_score, seed_compat_early_bird_score"
    thirds = pytest.approx(200 / 3)
    assert rows(chats, f"select {own}, {older} from v1.activity_scores order by account_id") == [
        (3, 0, 100, 0, 0, 4, 23, 100, 0),
        (3, 5, thirds, thirds, pytest.approx(2 / 3), 2, 4, 75, 0),
        (1, 13, 0, 0, 0, 4, 12, 0, 0),
    ]


def test_a_streak_is_of_an_account_or_of_everything(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "provider, account_id, first_day::varchar, days, is_longest, is_current"
    assert rows(chats, f"select {columns} from v1.streaks where scope = 'account' order by all") == [
        ("chatgpt", "ann", "2024-01-31", 2, True, False),
        ("claude", "bob", "2024-02-03", 2, True, False),
        ("claude", "bob", "2024-02-06", 1, False, True),
        ("claude", None, "2024-02-01", 1, True, False),
    ]
    assert rows(chats, f"select {columns} from v1.streaks where scope = 'all' order by first_day") == [
        (None, None, "2024-01-31", 2, True, False),
        (None, None, "2024-02-03", 2, False, False),
        (None, None, "2024-02-06", 1, False, True),
    ]


def test_time_is_counted_once_on_the_day_it_ends(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "account_id, day::varchar, thoughts, thinking_seconds, user_active_seconds, waits, waiting_seconds"
    assert rows(chats, f"select {columns} from v1.time_statistics order by all") == [
        ("ann", "2024-01-31", 1, 3, 0, 1, 4),
        ("ann", "2024-02-01", 0, 0, 600, 1, 10),
        ("bob", "2024-02-03", 2, 9, 0, 1, 50),
    ]
