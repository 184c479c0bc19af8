"""Sums over any view of costs are the sums over the requests, to the last digit, and each row has its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.views.cost_cases import AMOUNTS, CHATS, PROJECTS, TOKENS, UNPRICED, Chat, request, taken_back

Key = tuple[object, ...]


@dataclass(frozen=True)
class Asked:
    """A request, drawn at random."""

    chat: Chat
    day: date | None
    model: str | None
    api_model: str | None
    status: str
    is_current: bool | None
    basis: tuple[str, bool]
    split: tuple[int | None, ...]
    tokens: tuple[int | None, ...]
    amounts: tuple[Decimal | None, ...]


def asked() -> st.SearchStrategy[Asked]:
    """Requests of few days and models, so that they meet in groups; one day is not in the calendar."""
    days = st.sampled_from([None, date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2031, 1, 1)])
    known = st.sampled_from(["mapped", "proxy", "ambiguous", "backdated"])
    money = st.none() | st.decimals(0, 99_999, places=12)
    amounts = st.tuples(*[money] * len(AMOUNTS))
    blank = st.tuples(*[st.none()] * len(AMOUNTS))
    name, tokens = st.sampled_from([None, "a", "b"]), st.tuples(*[st.none() | st.integers(0, 10**9)] * len(TOKENS))
    shared = (st.sampled_from(CHATS), days, name, name)
    basis = st.sampled_from([("reported", False), ("counted_tiktoken", False), ("counted_tiktoken", True)])
    split = st.tuples(*[st.none() | st.integers(0, 10**9)] * len(SPLIT))
    return st.builds(Asked, *shared, known, st.none() | st.booleans(), basis, split, tokens, amounts) | st.builds(
        Asked, *shared, st.sampled_from(UNPRICED), st.booleans(), basis, split, tokens, blank
    )


def month(row: Asked) -> date | None:
    return row.day.replace(day=1) if row.day and row.day.year == 2024 else None


VIEWS: dict[str, tuple[str, Callable[[Asked], Key]]] = {
    "daily_costs": ("day", lambda row: (row.day,)),
    "monthly_costs": ("month", lambda row: (month(row),)),
    "model_costs": ("model, api_model", lambda row: (row.model, row.api_model)),
    "conversation_costs": ("conversation_id", lambda row: (row.chat["conversation_id"],)),
    "project_costs": ("project_id", lambda row: (PROJECTS[str(row.chat["conversation_id"])],)),
    "cost_audit": ("0", lambda row: (0,)),
}
"""View: its key beside provider and account, and the key of a request."""

COUNTS = (
    *("requests", "requests_unpriced", "requests_reported", "requests_unreported"),
    *("tokens_unpriced", "requests_uncertain", "requests_backdated"),
)
SPLIT = ("input_capped", "written_default", "written_1h")
"""What the input of a request is split by, beside cached_default."""
MADE = (
    *("billed_input", "billed_cache_read", "billed_cache_write", "billed_cache_write_1h"),
    *("billed_output", "billed_reasoning", "usd", "usd_reported", "usd_unreported", "usd_active_path"),
)
"""What a request has of what it was drawn with."""
MEASURES = ", ".join((*COUNTS, *TOKENS, *AMOUNTS, *MADE))


@settings(deadline=None, max_examples=25)
@given(drawn=st.lists(asked(), max_size=25))
def test_every_view_adds_up_to_the_last_digit(conversations: duckdb.DuckDBPyConnection, drawn: list[Asked]) -> None:
    with taken_back(conversations) as costs:
        for row in drawn:
            _ask(costs, row)
        _check_requests(costs, drawn)
        for view, (columns, key) in VIEWS.items():
            groups: dict[Key, list[Asked]] = {}
            for row in drawn:
                groups.setdefault((row.chat["provider"], row.chat["account_id"], *key(row)), []).append(row)
            found = costs.execute(f"select provider, account_id, {columns}, {MEASURES} from v1.{view}").fetchall()
            wanted = [(*name, *_measures(group)) for name, group in groups.items()]
            assert sorted(found, key=repr) == sorted(wanted, key=repr), view


def _check_requests(connection: duckdb.DuckDBPyConnection, drawn: list[Asked]) -> None:
    """The requests add up to what was drawn; so rows of a view that are right for each group add up to them."""
    sums = ", ".join(f"sum({name})" for name in (*TOKENS, *AMOUNTS, *MADE))
    found = connection.execute(f"select count(*), {sums} from v1.request_costs").fetchone()
    count, *_ = measures = list(_measures(drawn))
    assert found == (count, *measures[len(COUNTS) :])


def _ask(connection: duckdb.DuckDBPyConnection, row: Asked) -> None:
    fields: dict[str, object] = {"model_slug": row.model, "api_model": row.api_model, "is_current": row.is_current}
    fields |= {"token_basis": row.basis[0], "is_unreported": row.basis[1]} | dict(zip(SPLIT, row.split, strict=True))
    fields |= dict(zip(TOKENS, row.tokens, strict=True)) | dict(zip(AMOUNTS, row.amounts, strict=True))
    request(connection, row.chat, str(row.day) if row.day else None, None, 1, row.status, **fields)


def _measures(group: list[Asked]) -> Iterator[int | Decimal | None]:
    """The measures of a group, added up in Python."""
    unpriced = [row for row in group if row.status in UNPRICED]
    yield len(group)
    yield len(unpriced)
    both = [
        row.tokens[1] + row.tokens[2] for row in unpriced if row.tokens[1] is not None and row.tokens[2] is not None
    ]
    yield sum(row.basis[0] == "reported" for row in group)
    yield sum(row.basis[1] for row in group)
    yield sum(both)
    yield sum(row.status in ("proxy", "ambiguous") for row in group)
    yield sum(row.status == "backdated" for row in group)
    for place in range(len(TOKENS)):
        yield _total(row.tokens[place] for row in group)
    for place in range(len(AMOUNTS)):
        yield _total(row.amounts[place] for row in group)
    made = [_made(row) for row in group]
    for name in MADE:
        yield _total(one[name] for one in made)


def _made(row: Asked) -> dict[str, int | Decimal | None]:
    """What a request's own columns are to say."""
    tokens, amounts = dict(zip(TOKENS, row.tokens, strict=True)), dict(zip(AMOUNTS, row.amounts, strict=True))
    is_reported, is_apart = row.basis[0] == "reported", row.basis[1]
    (whole, written, for_an_hour), cached = row.split, tokens["cached_default"]
    answer, thoughts = tokens["output_visible"], tokens["reasoning_shown"]
    fresh = None if whole is None or cached is None or written is None else whole - cached - written
    sent = amounts["usd_visible_nocache"]
    return {
        "billed_input": None if is_apart else fresh,
        "billed_cache_read": None if is_apart else cached,
        "billed_cache_write": None if is_apart else written,
        "billed_cache_write_1h": None if is_apart else for_an_hour,
        "billed_output": None if is_apart or answer is None or thoughts is None else answer + thoughts,
        "billed_reasoning": None if is_apart or is_reported else thoughts,
        "usd": amounts["usd_mid"],
        "usd_reported": amounts["usd_mid"] if is_reported else None,
        "usd_unreported": amounts["usd_mid"] if is_apart else None,
        "usd_active_path": Decimal(0) if sent is not None and not row.is_current else sent,
    }


def _total(values: Iterable[int | Decimal | None]) -> int | Decimal | None:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known[1:], start=known[0]) if known else None
