"""Statistics as views: days, vendors and the summary are the same messages, counted another way."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import assets
from tests.reporting.report_cases import insert
from tests.warehouse.views.cost_cases import taken_back
from tests.warehouse.views.statistics_cases import ANN, BOB, BOT, Key, block, chat, counted, empty, say

KEYS = st.sampled_from([ANN, BOB, BOT])
TIMES = st.none() | st.integers(0, 60 * 24 * 40)
LANGUAGES = st.lists(st.tuples(st.sampled_from(["", "python", "C++", "sql x=1"]), st.integers(0, 9)), max_size=3)
SAID = st.tuples(KEYS, st.sampled_from(["user", "assistant"]), TIMES, LANGUAGES, st.integers(0, 2))


@pytest.fixture(scope="module")
def chats() -> Iterator[duckdb.DuckDBPyConnection]:
    with counted() as connection:
        march = {"local_date": datetime(2024, 2, 3).date(), "created_at": datetime(2024, 2, 3, 5)}
        for account, status, usd in (("bob", "mapped", "0.5"), ("bob", "unmapped", None)):
            row = {"provider": "claude", "account_id": account, "price_status": status, "usd_visible_nocache": usd}
            insert(connection, "requests", **march, **row)
        yield connection


@pytest.fixture(scope="module")
def blank() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty() as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()


def test_providers_stand_beside_one_another_on_a_day(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "vendor, account_id, messages, user_messages, answers, tokens_in, user_message_share, answer_share"
    assert rows(chats, f"select {columns} from v1.provider_daily where day = '2024-02-01' order by all") == [
        ("anthropic", None, 1, 1, 0, 10, pytest.approx(1 / 3), 0),
        ("openai", "ann", 4, 2, 1, 20, pytest.approx(2 / 3), 1),
    ]


def test_money_of_a_day_leaves_out_what_has_no_price(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "requests, requests_unpriced, usd_visible_nocache::double, usd_share"
    assert rows(chats, f"select {columns} from v1.provider_daily where day = '2024-02-03'") == [(2, 1, 0.5, 1)]


def test_every_vendor_has_a_row_on_every_day(chats: duckdb.DuckDBPyConnection) -> None:
    columns = "day::varchar, vendor, user_messages, requests, usd_visible_nocache::double, user_message_share"
    assert rows(chats, f"select {columns} from v1.vendor_daily order by all limit 6") == [
        ("2024-01-31", "anthropic", 0, 0, None, 0),
        ("2024-01-31", "openai", 1, 0, None, 1),
        ("2024-02-01", "anthropic", 1, 0, None, pytest.approx(1 / 3)),
        ("2024-02-01", "openai", 2, 0, None, pytest.approx(2 / 3)),
        ("2024-02-03", "anthropic", 1, 2, 0.5, 1),
        ("2024-02-03", "openai", 0, 0, None, 0),
    ]


def test_the_summary_has_an_account_in_a_row(chats: duckdb.DuckDBPyConnection) -> None:
    counts = "active_days, conversations, messages, user_messages, answers, code_blocks, code_lines, languages"
    habits = "top_language, thinking_hours * 3600, peak_hour, longest_streak, current_streak"
    found = rows(chats, f"select account_id, {counts}, {habits} from v1.usage_summary order by account_id")
    assert found == [
        ("ann", 2, 1, 6, 3, 2, 5, 14, 2, "python", 3, 0, 2, 0),
        ("bob", 3, 1, 8, 4, 1, 0, 0, 0, None, pytest.approx(9), 5, 2, 1),
        (None, 1, 1, 1, 1, 0, 0, 0, 0, None, 0, 13, 1, 0),
    ]


@settings(max_examples=10, deadline=None)
@given(said=st.lists(SAID, min_size=1, max_size=12))
def test_sums_over_statistics_are_sums_over_messages_and_blocks(
    blank: duckdb.DuckDBPyConnection, said: list[tuple[Key, str, int | None, list[tuple[str, int]], int]]
) -> None:
    with taken_back(blank) as connection:
        _fill(connection, said)
        for view in ("code_daily", "code_languages"):
            found = rows(connection, f"select coalesce(sum(blocks), 0), coalesce(sum(lines), 0) from v1.{view}")
            assert found == rows(connection, "select count(*), coalesce(sum(lines), 0) from v1.code_blocks")
        whole = rows(connection, "select count(*), count(*) filter (is_user_message) from v1.messages")
        for view in ("activity_patterns", "provider_daily", "vendor_daily", "usage_summary"):
            assert rows(connection, f"select sum(messages), sum(user_messages) from v1.{view}") == whole, view
        user = [(row[1],) for row in whole]
        assert rows(connection, "select coalesce(sum(user_messages), 0) from v1.personality") == user
        days = "select count(distinct (provider, account_id, local_date)) from v1.messages where local_date is not null"
        found = rows(connection, "select coalesce(sum(days), 0) from v1.streaks where scope = 'account'")
        assert found == rows(connection, days)


def _fill(
    connection: duckdb.DuckDBPyConnection, said: list[tuple[Key, str, int | None, list[tuple[str, int]], int]]
) -> None:
    talks = {number: chat(connection, key, number) for number, key in enumerate((ANN, BOB, BOT))}
    for number, (key, role, minutes, blocks, thanks) in enumerate(said):
        talk = next(talk for talk in talks.values() if talk | key == talk)
        at = None if minutes is None else str(datetime(2024, 1, 1) + timedelta(minutes=minutes))
        fields: dict[str, object] = {"code_blocks": len(blocks), "code_lines": sum(lines for _, lines in blocks)}
        say(connection, talk, f"n{number}", role, at, **fields | ({"thanks": thanks} if role == "user" else {}))
        for ordinal, (info, lines) in enumerate(blocks):
            block(connection, talk, f"n{number}", ordinal, info, lines)
    connection.execute(assets.sql("derive")["dim_date"])
