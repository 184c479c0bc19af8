"""Every price at every tier: requests cost what one works out from the files of figures alone, to the last digit."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from etl.reporting.reports.run import run
from tests.transform.providers.log_cases import Event, answered, ask, asked, loaded, usage, written
from tests.warehouse.seeds.seed_cases import rows

PRICES = rows("pricing")
TIERS = rows("price_tiers")
MICRO = Decimal("0.000001")
STEPS = rows("price_steps")
LAST = date.fromisoformat(max(row["read_on"] for row in rows("sources")))
"""A day that has come: nothing is priced whose time lies ahead."""
COLUMNS = "node_id, price_status, price_tier, price_geo, price_factor, is_long, usd_cache_default, usd_low, usd_high"


def _told(tier: str) -> Event:
    return {"speed": tier} if tier == "fast" else {"inference_geo": tier} if tier == "us" else {"service_tier": tier}


def _combinations(model: str) -> Iterator[tuple[str, ...]]:
    """No tier, each alone, and each with what may stand beside it."""
    own = [row["tier"] for row in TIERS if row["api_model"] == model]
    yield ()
    for tier in own:
        yield (tier,)
        if tier != "us" and "us" in own:
            yield (tier, "us")


def _in_force(table: list[dict[str, str]], day: date, **key: str) -> dict[str, str] | None:
    found = [row for row in table if all(row[name] == value for name, value in key.items())]
    return max(
        (row for row in found if row["valid_from"] <= str(day)),
        key=lambda row: row["valid_from"],
        default=min(found, key=lambda row: row["valid_from"], default=None),
    )


def _worked_out(model: str, day: date, tiers: tuple[str, ...], used: tuple[int, ...]) -> Decimal | None:
    """What the answer costs, from the files of figures and nothing else; nothing before the day of an undated price."""
    fresh, output, read, kept, hour = used
    price = _in_force(PRICES, day, api_model=model)
    assert price is not None
    if price["is_dated"] == "false" and price["valid_from"] > str(day):
        return None
    size = fresh + read + kept
    is_long = bool(price["long_above"]) and size > int(price["long_above"])
    passed = [step for step in _steps(price) if size > int(step["above"])]
    if passed:
        price = price | {f"long_{name}": value for name, value in passed[-1].items()}
    factor = Decimal(1)
    for tier in tiers:
        row = _in_force(TIERS, day, api_model=model, tier=tier)
        assert row is not None
        factor *= Decimal((row["long_factor"] or "1") if is_long else row["factor"])

    def of(name: str) -> Decimal:
        told = price[f"long_{name}" if is_long else name] or price["long_input" if is_long else "input"]
        return (Decimal(told) * factor).quantize(MICRO, ROUND_HALF_UP)

    short = kept - hour
    total = fresh * of("input") + read * of("cached_read") + short * of("cache_write") + hour * 2 * of("input")
    return (total + output * of("output")) * MICRO


def _steps(price: dict[str, str]) -> list[dict[str, str]]:
    """The steps of size beyond the first, the smallest first."""
    own = [step for step in STEPS if all(step[name] == price[name] for name in ("vendor", "api_model", "valid_from"))]
    return sorted(own, key=lambda step: int(step["above"]))


def _lengths(price: dict[str, str]) -> list[int]:
    """Sizes of prompts on both sides of each step."""
    above = [int(text) for text in (price["long_above"], *(step["above"] for step in _steps(price))) if text]
    return [size for step in above for size in (step, step + 1)] or [5_000]


def _requests() -> Iterator[tuple[str, date, tuple[str, ...], tuple[int, ...]]]:
    chance = random.Random(13)
    for row in PRICES:
        first = date.fromisoformat(row["valid_from"])
        for tiers in _combinations(row["api_model"]):
            for day in filter(LAST.__ge__, (first - timedelta(1), first, first + timedelta(9))):
                for length in _lengths(row):
                    read, kept = chance.randrange(length // 2), chance.randrange(1, length // 3)
                    hour = chance.choice((0, chance.randrange(kept)))
                    yield (
                        row["api_model"],
                        day,
                        tiers,
                        (length - read - kept, chance.randrange(1, 9999), read, kept, hour),
                    )


def test_every_price_at_every_tier_on_the_days_around_its_change_is_exact(tmp_path: Path) -> None:
    due = list(_requests())
    assert {(model, tier) for model, _, tiers, _ in due for tier in tiers} == {
        (row["api_model"], row["tier"]) for row in TIERS
    }
    log = [asked("a", None, "Hi")]
    for place, (model, day, tiers, used) in enumerate(due):
        told = usage(*used)
        for tier in tiers:
            told |= _told(tier)
        log.append(answered(f"b{place:05}", "a", told, model=model, timestamp=f"{day}T12:00:00.000Z"))
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *log))
    found = {int(row[0][1:]): row[1:] for row in ask(database, f"select {COLUMNS} from v1.request_costs")}
    assert len(found) == len(due) > 900
    without = 0
    for place, (model, day, tiers, used) in enumerate(due):
        amount = _worked_out(model, day, tiers, used)
        assert found[place][-3] == amount, (model, day, tiers, used, found[place])
        if amount is None:
            without += 1
            assert found[place][:4] == ("unpriced", None, None, None)
            continue
        assert found[place][1] == next((tier for tier in tiers if tier != "us"), "standard")
        assert found[place][2] == ("us" if "us" in tiers else None)
    assert without > 50
    assert ask(database, "select requests_tier_unpriced, requests_unpriced from v1.cost_audit") == [(0, without)]


def _priced(folder: Path, *answers: tuple[str, Event, str]) -> list[tuple[object, ...]]:
    """Model, what the log told beside the tokens, and the day, of answers to one question."""
    log = [asked("a", None, "Hi")]
    for place, (model, told, day) in enumerate(answers):
        long = told.pop("fresh", 1000)
        log.append(answered(f"b{place}", "a", usage(long, 100) | told, model=model, timestamp=f"{day}T12:00:00.000Z"))
    database = folder / "c.duckdb"
    loaded(database, written(folder / "s1.jsonl", *log))
    return [row[2:7] for row in ask(database, f"select {COLUMNS} from v1.request_costs order by node_id")]


def test_a_tier_without_a_known_price_is_priced_as_standard_and_counted(tmp_path: Path) -> None:
    """Sonnet 4.5: 1000 * 3 + 100 * 15 = 4,500 millionths."""
    found = _priced(
        tmp_path,
        ("claude-sonnet-4-5", {"speed": "fast"}, "2026-01-02"),
        ("claude-sonnet-4-5", {"service_tier": "warp"}, "2026-01-02"),
        ("claude-sonnet-4-5", {"speed": "standard", "service_tier": "standard", "inference_geo": "us"}, "2026-01-02"),
        ("claude-sonnet-4-5", {"speed": "FAST", "inference_geo": "not_available"}, "2026-01-02"),
    )
    amount = Decimal("0.0045")
    assert found == [
        (None, None, 1, False, amount),
        (None, None, 1, False, amount),
        ("standard", None, 1, False, amount),
        (None, None, 1, False, amount),
    ]
    assert ask(tmp_path / "c.duckdb", "select requests_tier_unpriced from v1.cost_audit") == [(3,)]
    notes = run(tmp_path / "c.duckdb", "costs").notes
    assert "of a tier without a known price, counted as standard: 3 requests (FAST, fast, warp)" in notes


def test_what_a_name_or_an_older_name_of_a_tier_says_counts_too(tmp_path: Path) -> None:
    """Opus 4.8 fast: 1000 * 10 + 100 * 50; gpt-5.5 at 2.5 times 5 and 30."""
    found = _priced(
        tmp_path,
        ("github_copilot/claude-opus-4.8-fast", {}, "2026-06-02"),
        ("gpt-5.5", {"service_tier": "fast"}, "2026-06-02"),
        ("gpt-5.5", {"service_tier": "priority"}, "2026-06-02"),
        ("gpt-5.5", {"service_tier": "default"}, "2026-06-02"),
    )
    assert found == [
        ("fast", None, 2, False, Decimal("0.015")),
        ("priority", None, Decimal("2.5"), False, Decimal("0.02")),
        ("priority", None, Decimal("2.5"), False, Decimal("0.02")),
        ("standard", None, 1, False, Decimal("0.008")),
    ]


def test_a_tier_that_takes_no_long_requests_bills_them_as_standard(tmp_path: Path) -> None:
    """gpt-5.5 above 272,000: 300,000 * 10 + 100 * 45; Opus 4.6 fast: 300,000 * 60 + 100 * 225."""
    found = _priced(
        tmp_path,
        ("gpt-5.5", {"service_tier": "priority", "fresh": 300_000}, "2026-06-02"),
        ("claude-opus-4-6", {"speed": "fast", "fresh": 300_000}, "2026-02-20"),
    )
    assert found == [
        ("priority", None, 1, True, Decimal("3.0045")),
        ("fast", None, 6, True, Decimal("18.0225")),
    ]
    assert run(tmp_path / "c.duckdb", "prices").notes[:2] == (
        "claude-opus-4-6 at fast, 6 times as much, long, at the prices of those: 1 request",
        "gpt-5.5, long, at the prices of those: 1 request",
    )


def test_the_sum_of_many_requests_is_no_long_request(tmp_path: Path) -> None:
    """900,000 * 2.5 + 1,000 * 15: a turn of gpt-5.4 that codex exec sums up, at the prices of usual length."""
    rows: list[Event] = [
        {"type": "thread.started", "thread_id": "t1", "timestamp": "2026-05-02T10:00:00.000Z"},
        {"type": "turn.started", "timestamp": "2026-05-02T10:00:01.000Z"},
        {
            "type": "item.completed",
            "item": {"id": "i", "type": "agent_message", "text": "Done."},
            "timestamp": "2026-05-02T10:09:00.000Z",
        },
        {
            "type": "turn.completed",
            "model": "gpt-5.4",
            "usage": {"input_tokens": 900_000, "cached_input_tokens": 0, "output_tokens": 1_000},
            "timestamp": "2026-05-02T10:09:00.000Z",
        },
    ]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "run.jsonl", *rows))
    assert ask(database, "select is_long, usd from v1.request_costs") == [(False, Decimal("2.265"))]


def _codex(*events: tuple[str, Event]) -> list[Event]:
    """A session of Codex, an event a second."""
    head = ("session_meta", {"id": "s1", "cwd": "/work"})
    return [
        {"timestamp": f"2026-05-02T10:00:{second:02}.000Z", "type": kind, "payload": payload}
        for second, (kind, payload) in enumerate([head, *events])
    ]


def _answer(total: int) -> list[tuple[str, Event]]:
    """An answer after 1,000 tokens of input and 100 of output; ``total`` is how many there were with it."""
    used = {"input_tokens": 1_000, "cached_input_tokens": 0, "output_tokens": 100}
    sums = {name: total * tokens for name, tokens in used.items()}
    said = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": f"Done {total}."}]}
    info = {"last_token_usage": used, "total_token_usage": sums}
    return [("response_item", said), ("event_msg", {"type": "token_count", "info": info})]


def _settings(**told: str | None) -> tuple[str, Event]:
    return "event_msg", {"type": "thread_settings_applied", "thread_settings": {"model": "gpt-5.5", **told}}


def test_the_tier_of_a_session_of_codex_is_that_of_its_last_settings(tmp_path: Path) -> None:
    """gpt-5.5: 1000 * 5 + 100 * 30 = 8,000 millionths; priority, and fast as it was called, at 2.5 times that."""
    turn = ("turn_context", {"model": "gpt-5.5", "effort": "high"})
    events = [turn, *_answer(1)]
    events += [_settings(service_tier="priority"), turn, *_answer(2), *_answer(3)]
    events += [_settings(service_tier=None), *_answer(4), _settings(service_tier="fast"), turn, *_answer(5)]
    events += [_settings(service_tier="default"), turn, *_answer(6), _settings(service_tier="flex"), *_answer(7)]
    events += [_settings(), *_answer(8)]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "rollout-s1.jsonl", *_codex(*events)))
    found = ask(database, "select price_tier, usd from v1.request_costs order by created_at")
    plain, fast = ("standard", Decimal("0.008")), ("priority", Decimal("0.02"))
    assert found == [plain, fast, fast, plain, fast, plain, ("flex", Decimal("0.004")), plain]
