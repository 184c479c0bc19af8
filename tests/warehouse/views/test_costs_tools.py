"""Costs beside the text: pictures in prompts, searches and generated pictures; and what an older tool says."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reporting.report_cases import insert
from tests.warehouse.views.cost_cases import BREAD, OWLS, TRAINS, millionths, request, rows, taken_back


def test_pictures_cost_as_often_as_they_are_sent(costs: duckdb.DuckDBPyConnection) -> None:
    request(costs, BREAD, "2024-09-15", 1, images=1, image_tokens_low=85, image_tokens_high=765)
    request(costs, BREAD, "2024-09-16", 2, images=2, image_tokens_low=170, image_tokens_high=1530)
    request(costs, BREAD, "2024-09-17", 4)
    request(costs, BREAD, "2024-09-18", None, 1, "unmapped", images=1)
    request(costs, OWLS, None, None, 1, "unpriced", images=1)
    columns = "provider, month, requests, requests_unpriced, images, image_tokens_low, image_tokens_high"
    found = rows(costs, f"select {columns}, usd_images_low, usd_images_high from v1.image_costs order by provider")
    assert found == [
        ("chatgpt", "2024-09-01", 3, 1, 4, 255, 2295, millionths(7 * 3), millionths(8 * 3)),
        ("claude", None, 1, 1, 1, None, None, None, None),
    ]


def price(connection: duckdb.DuckDBPyConnection, tool: str, start: str, end: str | None, low: str, high: str) -> None:
    span = {"valid_from": date.fromisoformat(start), "valid_to": date.fromisoformat(end) if end else None}
    usd = {"usd_low": Decimal(low), "usd_high": Decimal(high)}
    insert(connection, "tool_prices", tool=tool, vendor="openai", **span, **usd)


def say(connection: duckdb.DuckDBPyConnection, chat: dict[str, object], node: str, day: str | None) -> None:
    local = date.fromisoformat(day) if day else None
    insert(connection, "messages", **chat, node_id=node, local_date=local, role="assistant", kind="code", characters=0)


SEARCHES = [
    ("web.search", "anything", True),
    ("search", None, True),
    ("browser", 'search("owls")', True),
    ("browser", "mclick([0])", False),
    ("browser", None, True),
    ("web.run", '{"search_query":[{"q":"owls"},{"q":"barn owls"}]}', True),
    ("web.run", '{"open":[{"ref_id":"turn0search1"}]}', False),
    ("web.open_url", None, False),
    ("web_fetch", None, False),
]


@pytest.mark.parametrize(("tool", "arguments", "searches"), SEARCHES)
def test_a_search_is_a_call_that_searches(
    costs: duckdb.DuckDBPyConnection, tool: str, arguments: str | None, searches: bool
) -> None:
    say(costs, BREAD, "n", "2024-05-05")
    insert(costs, "tool_calls", **BREAD, node_id="n", ordinal=0, category="browse", tool_name=tool, arguments=arguments)
    insert(costs, "tool_calls", **BREAD, node_id="n", ordinal=1, category="file_search", tool_name="file_search")
    found = rows(costs, "select tool, uses, uses_unpriced, usd_low from v1.tool_costs")
    assert found == ([("web_search", 1, 1, None)] if searches else [])


def test_a_use_costs_the_price_of_its_day(costs: duckdb.DuckDBPyConnection) -> None:
    price(costs, "web_search", "2024-05-05", "2024-05-10", "0.010", "0.020")
    price(costs, "web_search", "2024-05-10", None, "0.005", "0.006")
    for day in ("2024-05-04", "2024-05-05", "2024-05-09", "2024-05-10", "2024-06-01", None):
        say(costs, BREAD, f"n{day}", day)
        insert(costs, "tool_calls", **BREAD, node_id=f"n{day}", ordinal=0, category="browse", tool_name="web.search")
    columns = "day, month, uses, uses_unpriced, usd_low, usd_high"
    assert rows(costs, f"select {columns} from v1.tool_costs order by day") == [
        ("2024-05-04", "2024-05-01", 1, 1, None, None),
        ("2024-05-05", "2024-05-01", 1, 0, Decimal("0.010"), Decimal("0.020")),
        ("2024-05-09", "2024-05-01", 1, 0, Decimal("0.010"), Decimal("0.020")),
        ("2024-05-10", "2024-05-01", 1, 0, Decimal("0.005"), Decimal("0.006")),
        ("2024-06-01", "2024-06-01", 1, 0, Decimal("0.005"), Decimal("0.006")),
        (None, None, 1, 1, None, None),
    ]


def test_searches_that_the_api_reports_count_in_the_place_of_their_calls(costs: duckdb.DuckDBPyConnection) -> None:
    """Three in one answer, which shows one call; none in another, whose call is counted; two that no call shows."""
    price(costs, "web_search", "2024-01-01", None, "0.010", "0.010")
    for name, reported in (("a", 3), ("b", 0), ("c", 2), ("d", None)):
        request(costs, BREAD, "2024-05-05", 1, node_id=name, usage_id=name, web_searches_reported=reported)
    for name in ("a", "b"):
        say(costs, BREAD, name, "2024-05-05")
        call = {"node_id": name, "ordinal": 0, "usage_id": name, "category": "browse", "tool_name": "web.search"}
        insert(costs, "tool_calls", **BREAD, **call)
    assert rows(costs, "select tool, uses, usd_low from v1.tool_costs") == [("web_search", 6, Decimal("0.060"))]


def test_a_generated_picture_costs_once_however_often_it_is_shown(costs: duckdb.DuckDBPyConnection) -> None:
    price(costs, "image_generation", "2024-01-01", None, "0.04", "0.12")
    for node, day in (("n1", "2024-01-31"), ("n2", "2024-02-01")):
        say(costs, BREAD, node, day)
        insert(costs, "attachments", **BREAD, node_id=node, ordinal=0, kind="generated_image", file_id="f1")
    insert(costs, "attachments", **BREAD, node_id="n2", ordinal=1, kind="generated_image")
    insert(costs, "attachments", **BREAD, node_id="n2", ordinal=2, kind="image", file_id="f2")
    assert rows(costs, "select month, tool, uses, usd_low, usd_high from v1.tool_costs order by month") == [
        ("2024-01-01", "image_generation", 1, Decimal("0.04"), Decimal("0.12")),
        ("2024-02-01", "image_generation", 1, Decimal("0.04"), Decimal("0.12")),
    ]


def write(
    connection: duckdb.DuckDBPyConnection, chat: dict[str, object], role: str, characters: int, **fields: object
) -> None:
    own: dict[str, object] = {"is_user_context": False, "kind": "text"}
    insert(connection, "messages", **chat, role=role, characters=characters, **own | fields)


OLDER = "day, conversations, input_tokens, output_tokens, cache_read, cache_write, regular, usd"


def test_T9_the_older_tools_own_sum(costs: duckdb.DuckDBPyConnection) -> None:
    costs.execute("delete from core.conversations where conversation_id <> 'owls'")
    for role, characters in (("user", 403), ("tool", 9), ("assistant", 1201), ("assistant", 40), ("assistant", 10)):
        write(costs, OWLS, role, characters)
    write(costs, OWLS, "user", 400, is_user_context=True)
    write(costs, OWLS, "system", 400)
    found = rows(costs, f"select {OLDER} from v1.older_tool_costs")
    assert found == [("2024-09-30", 1, 102, 312, 61, 10, 31, Decimal("0.0048"))]


def test_the_older_tool_counts_a_chat_on_the_utc_day_it_began(costs: duckdb.DuckDBPyConnection) -> None:
    costs.execute("update core.conversations set created_at = ? where revision = 12", [datetime(2024, 10, 2)])
    write(costs, BREAD, "user", 40, local_date=date(2024, 10, 5))
    write(costs, TRAINS, "user", 7)
    write(costs, TRAINS, "user", 7)
    found = rows(costs, "select provider, day, conversations, input_tokens from v1.older_tool_costs order by all")
    assert found == [("chatgpt", "2024-09-30", 1, 10), ("chatgpt", "2024-10-02", 1, 2), ("claude", "2024-09-30", 1, 0)]


def test_half_a_last_digit_of_the_older_tool_is_rounded_up(costs: duckdb.DuckDBPyConnection) -> None:
    write(costs, BREAD, "assistant", 40)
    assert rows(costs, "select max(usd) from v1.older_tool_costs") == [(Decimal("0.0002"),)]


@settings(deadline=None, max_examples=25)
@given(texts=st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), max_size=3))
def test_the_older_tools_dollars_are_what_floats_say_to_a_last_digit(
    conversations: duckdb.DuckDBPyConnection, texts: list[tuple[int, int]]
) -> None:
    with taken_back(conversations) as costs:
        for asked, answered in texts:
            write(costs, OWLS, "user", asked)
            write(costs, OWLS, "assistant", answered)
        found = costs.execute("select usd from v1.older_tool_costs where provider = 'claude'").fetchall()
    tokens, answer = sum(asked // 4 for asked, _ in texts), sum(answered // 4 for _, answered in texts)
    read, written = int(0.6 * tokens), int(0.1 * tokens)
    floats = round(((tokens - read - written) * 3 + read * 0.3 + written * 3.75 + answer * 15) / 1e6, 4)
    assert abs(found[0][0] - Decimal(str(floats))) <= Decimal("0.0001")
