"""Requests, prices and a plan for the database of report_cases: written down, not simulated, so that sums are known.

A request has a thousand times the tokens of the messages it stands for, so that its cost shows in cents.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import duckdb

Chat = dict[str, object]

GPT_4O: dict[str, Any] = {"model_slug": "gpt-4o", "api_model": "gpt-4o"}
GPT_5: dict[str, Any] = {"model_slug": "gpt-5", "api_model": "gpt-5", "is_reasoning": True, "price_status": "backdated"}
MARCH_4, MARCH_5, MARCH_8 = date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 8)
PRICES = {
    ("gpt-4o", date(2024, 1, 1)): ("5", "2.5", "15", date(2024, 3, 6), "S5"),
    ("gpt-4o", date(2024, 3, 6)): ("2.5", "1.25", "10", None, "S6+K(day)"),
    ("gpt-5", date(2024, 3, 8)): ("1.25", "0.125", "10", None, "S6"),
    ("gpt-9", date(2024, 3, 8)): ("1", None, "2", None, "S9"),
}
"""By model and first day: input, cached input, output, the first day it holds no more, source."""


def add_costs(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill core.requests for the three conversations, and the reference tables as far as reports read them."""
    ann: Chat = {"provider": "chatgpt", "account_id": "ann", "vendor": "openai"}
    c, cc = (ann | {"conversation_id": name, "revision": len(name)} for name in ("c", "cc"))
    ccc: Chat = {"provider": "claude", "conversation_id": "ccc", "revision": 3}
    say = partial(request, connection)
    say(c, "n2", MARCH_4, 14, 20, **GPT_4O)
    say(c, "n3", MARCH_4, 14, 30, is_current=True, images=1, images_usd=("0.0004", "0.0038"), **GPT_4O)
    say(c, "n5", MARCH_5, 56, 8, once=5, is_current=True, thoughts=7, **GPT_5)
    say(c, "n8", MARCH_5, 168, 42, once=100, cached=64, is_current=True, is_truncated=True, **GPT_5)
    say(cc, "m2", MARCH_8, 11, 6, once=4, **GPT_4O | {"price_status": "ambiguous"})
    say(cc, "m4", MARCH_8, 12, 9, once=5, is_current=True, encoding_basis="witness", **GPT_4O)
    say(ccc, "k2", None, 8, 3, once=1, price_status="unmapped", is_current=True)
    _references(connection)


def request(
    connection: duckdb.DuckDBPyConnection,
    chat: Chat,
    node: str,
    day: date | None,
    visible: int,
    output: int,
    *,
    once: int | None = None,
    cached: int = 0,
    thoughts: int = 0,
    images_usd: tuple[str, str] = ("0", "0"),
    **fields: Any,
) -> None:
    """One request, tokens in thousands: its input, its answer, and how much of the input was cached by default."""
    once = visible if once is None else once
    tokens = {"input_visible": visible, "input_capped": visible, "input_once": once, "output_visible": output}
    tokens |= {"reasoning_shown": thoughts, "cached_default": cached, "written_default": 0, "written_1h": 0}
    row: Chat = {"node_id": node, "last_node_id": node, "local_date": day, "is_current": False, "is_truncated": False}
    row |= {"created_at": day and datetime(day.year, day.month, day.day, 10), "model_basis": "message", "images": 0}
    row |= {
        "price_status": "mapped",
        "encoding_basis": "map",
        "token_basis": "counted_tiktoken",
        "is_unreported": False,
        "price_tier": "standard",
        "price_factor": 1,
    }
    row |= chat | {name: 1000 * number for name, number in tokens.items()} | fields
    low, high = map(Decimal, images_usd)
    row |= {"usd_images_low": low, "usd_images_high": high}
    price = _price(row)
    if price:
        row = _amounts(price, visible, once, cached, output, thoughts, low, high) | row
    _insert(connection, "requests", row)


def _price(row: Chat) -> tuple[Decimal, Decimal, Decimal] | None:
    """Input, cached input and output of the newest price of its day, else of the first."""
    known = [key for key in PRICES if key[0] == row.get("api_model")]
    if not known:
        return None
    held = [key for key in known if key[1] <= row["local_date"]] or known[:1]  # type: ignore[operator]
    paid, cached, answered, *_ = PRICES[held[-1]]
    return Decimal(paid), Decimal(str(cached)), Decimal(answered)


def _amounts(
    price: tuple[Decimal, Decimal, Decimal],
    visible: int,
    once: int,
    cached: int,
    output: int,
    thoughts: int,
    low: Decimal,
    high: Decimal,
) -> Chat:
    """What columns of core.requests hold, from tokens in thousands; strict caches half as much, best twice as much."""
    paid, reused, answered = (dollars / 1000 for dollars in price)
    spared = (paid - reused) * cached
    whole, shown = paid * visible + answered * output, answered * thoughts
    return {
        "usd_mtok_input": price[0],
        "usd_mtok_output": price[2],
        "usd_text_once": paid * once + answered * output,
        "usd_visible_nocache": whole,
        "usd_cache_strict": whole - spared / 2,
        "usd_cache_default": whole - spared,
        "usd_cache_best": whole - spared * 2,
        "usd_reasoning_shown": shown,
        "usd_low": whole - spared * 2 + shown + low,
        "usd_mid": whole - spared + shown + low,
        "usd_high": whole + shown * 20 + high,
    }


def _references(connection: duckdb.DuckDBPyConnection) -> None:
    add = partial(_insert, connection)
    add("settings", {"name": "pricing_version", "value": "2026-11-20+1a2b3c4d"})
    add("providers", {"provider": "chatgpt", "vendor": "openai"})
    add("providers", {"provider": "claude", "vendor": "anthropic"})
    first = dict(reversed(PRICES.keys()))
    for (model, day), (paid, cached, answered, until, source) in PRICES.items():
        row = {"vendor": "openai", "api_model": model, "valid_from": day, "valid_to": until, "source": source}
        row |= {"input": paid, "cached_read": cached, "output": answered, "confidence": "high"}
        add("pricing", row | {"is_first": first[model] == day, "is_own": model == "gpt-9"})
    for source in ("S5", "S6", "K", "S9"):
        add("sources", {"source": source, "title": f"What {source} says"})
    search = {"tool": "web_search", "vendor": "openai", "valid_from": MARCH_4, "usd_low": "0.01", "usd_high": "0.01"}
    add("tool_prices", search)
    for vendor, plan in (("openai", "plus"), ("anthropic", "pro")):
        row = {"vendor": vendor, "plan": plan, "billing": "monthly", "valid_from": date(2023, 2, 1), "usd_month": 20}
        add("plans", row)
    period = {"period": 1, "vendor": "openai", "plan": "plus", "billing": "monthly", "seats": 1}
    add("plan_periods", period | {"from_date": date(2024, 2, 1), "to_date": date(2024, 3, 31)})


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: Chat) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"insert into core.{table} ({', '.join(row)}) values ({marks})", list(row.values()))
