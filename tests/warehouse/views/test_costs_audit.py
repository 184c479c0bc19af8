"""What every total of dollars is accompanied by: how sure it is, what it lacks, and what to do about that."""

from decimal import Decimal

import duckdb
import pytest

from tests.reporting.report_cases import insert
from tests.warehouse.views.cost_cases import BREAD, OWLS, TRAINS, millionths, request, rows

COLUMNS = """
    provider, requests, requests_mapped, requests_proxy, requests_ambiguous, requests_uncertain, requests_backdated,
    requests_unmapped, requests_without_price, requests_unpriced, tokens_unpriced, requests_truncated, requests_long,
    requests_near_price_change, requests_undated, requests_images_unpriced, encoding_witnessed, encoding_mapped,
    encoding_assumed, tokens_counted_tiktoken, tokens_counted_ctok, tokens_factor_o200k, input_visible, usd_mid
"""


def audit(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """The columns above of each account."""
    names = [name.strip() for name in COLUMNS.split(",")]
    found = rows(connection, f"select {COLUMNS} from v1.cost_audit order by provider")
    return [dict(zip(names, row, strict=True)) for row in found]


def ask(connection: duckdb.DuckDBPyConnection) -> None:
    """Eight requests of every status and basis, whose tokens are powers of two."""
    witness = {"encoding_basis": "witness", "token_basis": "counted_tiktoken"}
    mapped = {"encoding_basis": "map", "token_basis": "counted_tiktoken"}
    assumed = {"encoding_basis": "assumed", "token_basis": "factor_o200k"}
    ctok = {"encoding_basis": "map", "token_basis": "counted_ctok"}
    day = "2024-09-15"
    request(connection, BREAD, day, 1, 1, "mapped", **witness, is_truncated=True, is_near_price_change=True)
    request(connection, BREAD, day, 2, 2, "mapped", **witness, is_long=True, is_truncated=False)
    request(connection, BREAD, day, 4, 4, "proxy", **mapped, images=1)
    request(connection, BREAD, day, 8, 8, "ambiguous", **mapped)
    request(connection, TRAINS, day, 16, 16, "backdated", **ctok)
    request(connection, TRAINS, day, None, 32, "unmapped", **assumed, images=2)
    request(connection, TRAINS, None, None, 64, "unpriced", **assumed)
    request(connection, OWLS, day, None, 128, "unmapped", **assumed)


def test_T14_an_audit_counts_each_request_at_its_status_and_its_bases(
    costs: duckdb.DuckDBPyConnection,
) -> None:
    ask(costs)
    ann, bob = audit(costs)
    assert ann == {
        "provider": "chatgpt",
        "requests": 7,
        "requests_mapped": 2,
        "requests_proxy": 1,
        "requests_ambiguous": 1,
        "requests_uncertain": 2,
        "requests_backdated": 1,
        "requests_unmapped": 1,
        "requests_without_price": 1,
        "requests_unpriced": 2,
        "tokens_unpriced": 5 * (32 + 64),
        "requests_truncated": 1,
        "requests_long": 1,
        "requests_near_price_change": 1,
        "requests_undated": 1,
        "requests_images_unpriced": 1,
        "encoding_witnessed": 2,
        "encoding_mapped": 3,
        "encoding_assumed": 2,
        "tokens_counted_tiktoken": 5 * (1 + 2 + 4 + 8),
        "tokens_counted_ctok": 5 * 16,
        "tokens_factor_o200k": 5 * (32 + 64),
        "input_visible": 2 * 127,
        "usd_mid": millionths(10 * 31),
    }
    assert (bob["requests"], bob["requests_unpriced"], bob["tokens_unpriced"], bob["usd_mid"]) == (1, 1, 640, None)


def test_T14_statuses_and_encodings_add_up_to_all_requests(costs: duckdb.DuckDBPyConnection) -> None:
    for number, status in enumerate(("mapped", "proxy", "ambiguous", "backdated", "unmapped", "unpriced")):
        for _ in range(number + 1):
            request(costs, BREAD, "2024-01-02", 1, 1, status, encoding_basis=("witness", "map", "assumed")[number % 3])
    statuses = "requests_mapped + requests_uncertain + requests_backdated + requests_unpriced"
    encodings = "encoding_witnessed + encoding_mapped + encoding_assumed"
    assert rows(costs, f"select requests, {statuses}, {encodings} from v1.cost_audit") == [(21, 21, 21)]


UNPRICED = "model, price_status, requests, tokens, first_day, last_day, reason, how_to"


def test_a_name_that_no_rule_knows_is_listed_with_a_way_to_map_it(costs: duckdb.DuckDBPyConnection) -> None:
    request(costs, BREAD, "2024-03-01", None, 1, "unmapped", model_slug="gpt-7")
    request(costs, BREAD, "2024-02-01", None, 2, "unmapped", model_slug="gpt-7")
    request(costs, BREAD, "2024-02-01", 5, 2, model_slug="gpt-4o")
    assert rows(costs, f"select {UNPRICED} from v1.unpriced_models") == [
        (
            "gpt-7",
            "unmapped",
            2,
            15,
            "2024-02-01",
            "2024-03-01",
            "No rule knows the name.",
            "etl prices map gpt-7 MODEL",
        )
    ]
    assert rows(costs, "select requests_unpriced, tokens_unpriced from v1.model_costs where model = 'gpt-7'") == [
        (2, 15)
    ]


def test_each_cause_has_its_reason_and_its_command(costs: duckdb.DuckDBPyConnection) -> None:
    insert(costs, "model_names", provider="chatgpt", slug="auto", vendor="openai", status="unmapped")
    day = "2024-03-01"
    request(costs, BREAD, day, None, 1, "unmapped", model_slug="auto")
    request(costs, OWLS, day, None, 1, "unmapped", model_slug=None)
    request(costs, BREAD, day, None, 1, "unpriced", model_slug="gpt-9", api_model="gpt-9-sol")
    request(costs, BREAD, None, None, 1, "unpriced", model_slug="gpt-9", api_model="gpt-9-sol")
    found = rows(costs, "select provider, model, first_day, reason, how_to from v1.unpriced_models order by reason")
    router = "The name stands for a router or an internal model, for no one model of an API."
    undated = "The time of the request is unknown, so no price is."
    assert found == [
        (
            "chatgpt",
            "gpt-9",
            day,
            "No price of gpt-9-sol is known.",
            "etl prices add VENDOR gpt-9-sol --from DAY --input X --output Y",
        ),
        (
            "claude",
            None,
            day,
            "The export does not say which model answered.",
            "etl prices assume MODEL --provider claude",
        ),
        ("chatgpt", "auto", day, router, "etl prices map auto MODEL"),
        ("chatgpt", "gpt-9", None, undated, None),
    ]


@pytest.mark.parametrize("name", ["x; rm -rf y", "$(x)", "-x", "", "a'b", "naïve", "a\nb"])
def test_a_name_that_a_shell_could_misread_is_not_put_into_a_command(
    costs: duckdb.DuckDBPyConnection, name: str
) -> None:
    request(costs, BREAD, None, None, 1, "unmapped", model_slug=name)
    assert rows(costs, "select model, how_to from v1.unpriced_models") == [(name, "etl prices map SLUG MODEL")]


def test_what_the_log_itself_charges_is_compared(costs: duckdb.DuckDBPyConnection) -> None:
    """The same to half a percent, another amount, one that we know no price of, and one of which the log tells none."""
    for ours, logged in (("1.000", "1.004"), ("1.000", "1.300"), (None, "0.500"), ("2.000", None)):
        given = Decimal(logged) if logged else None
        usd = Decimal(ours) if ours else None
        request(costs, BREAD, "2024-05-05", None, usd_mid=usd, usd_logged=given, token_basis="reported")
    columns = "requests_logged, requests_logged_otherwise, usd_logged, usd_beside_logged, usd"
    found = rows(costs, f"select {columns} from v1.cost_audit")
    assert found == [(3, 2, Decimal("2.804"), Decimal("2.000"), Decimal("4.000"))]
