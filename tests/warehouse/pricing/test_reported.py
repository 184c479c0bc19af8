"""Costs from the tokens that an API reported: exact, each answer once."""

from decimal import Decimal
from pathlib import Path

from tests.transform.providers.log_cases import SONNET, answered, ask, asked, loaded, usage, written

SAID = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Done."}]}
COUNTED = {
    "type": "token_count",
    "info": {"last_token_usage": {"input_tokens": 900, "cached_input_tokens": 0, "output_tokens": 1000}},
}
COSTS = (
    "select node_id, usd_cache_default, usd_low, usd_mid, usd_high from v1.request_costs order by created_at, node_id"
)


def test_a_log_costs_what_the_api_reported(tmp_path: Path) -> None:
    """Sonnet 4: 3 in, 0.30 read, 3.75 written, 15 out a million.

    b: 10 * 3 + 4000 * 3.75 + 120 * 15 = 16,830 millionths; d: 20 * 3 + 4000 * 0.3 + 200 * 3.75 + 80 * 15 = 3,210.
    """
    rows = [
        asked("a", None, "Hi"),
        answered("b0", "a", usage(10, 3, 0, 4000), answer="b"),
        answered("b1", "b0", usage(10, 120, 0, 4000), answer="b", second=2),
        asked("c", "b1", "And?", second=3),
        answered("d", "c", usage(20, 80, 4000, 200), second=4),
    ]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    assert ask(database, COSTS) == [
        ("b0", *[Decimal("0.016830")] * 4),
        ("d", *[Decimal("0.003210")] * 4),
    ]
    columns = "input_visible, input_capped, cached_strict, cached_best, written_strict, output_visible, token_basis"
    assert ask(database, f"select {columns}, is_truncated, reasoning_high from v1.request_costs order by 1") == [
        (4010, 4010, 0, 0, 4000, 120, "reported", False, 0),
        (4220, 4220, 4000, 4000, 200, 80, "reported", False, 0),
    ]
    nocache = "select sum(usd_visible_nocache), sum(usd_cache_strict), sum(usd_cache_best) from v1.request_costs"
    assert ask(database, nocache) == [(Decimal("0.027690"), Decimal("0.020040"), Decimal("0.020040"))]
    assert ask(database, "select tokens_reported, tokens_factor_o200k from v1.cost_audit") == [(8430, 0)]


def test_what_is_written_for_an_hour_costs_twice_the_input(tmp_path: Path) -> None:
    """100 * 3 + 600 * 3.75 + 400 * 6 + 20 * 15 = 5,250 millionths."""
    rows = [asked("a", None, "Hi"), answered("b", "a", usage(100, 20, 0, 1000, 400))]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    assert ask(database, COSTS) == [("b", *[Decimal("0.005250")] * 4)]


def test_more_input_than_the_model_is_said_to_take_is_not_capped(tmp_path: Path) -> None:
    rows = [asked("a", None, "Hi"), answered("b", "a", usage(900_000, 1))]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    assert ask(database, "select input_capped, is_truncated from v1.request_costs") == [(900_000, False)]


def test_thoughts_and_pictures_are_in_what_is_reported(tmp_path: Path) -> None:
    picture = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": ""}}
    thought = {"type": "thinking", "thinking": "A long thought about bread.", "signature": "s"}
    rows = [
        asked("a", None, "") | {"message": {"role": "user", "content": [picture]}},
        answered("b", "a", usage(1000, 10), content=[thought, {"type": "text", "text": "Bread."}]),
    ]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    columns = "images, usd_images_low, usd_images_high, reasoning_shown, reasoning_high, usd_high"
    found = [(1, Decimal(0), Decimal(0), 0, 0, Decimal("0.003150"))]
    assert ask(database, f"select {columns} from v1.request_costs") == found


def test_a_resumed_session_s_copied_answers_are_no_requests_again(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    first = [asked("a", None, "Hi"), answered("b", "a", usage(10, 5))]
    copied = [row | {"sessionId": "s2"} for row in first]
    later = [asked("c", "b", "And?", "s2", second=9), answered("d", "c", usage(20, 6), "s2", second=10)]
    loaded(database, written(tmp_path / "s2.jsonl", *copied, *later))
    assert ask(database, "select conversation_id, node_id from v1.request_costs order by all") == [
        ("s2", "b"),
        ("s2", "d"),
    ]
    loaded(database, written(tmp_path / "s1.jsonl", *first))
    found = ask(database, "select conversation_id, node_id, output_visible from v1.request_costs order by all")
    assert found == [("s1", "b", 5), ("s2", "d", 6)]
    assert ask(database, "select count(*) from v1.messages") == [(4,)]
    whole = "select conversation_id, count(*), count(*) filter (is_copy) from v1.conversation_messages group by all"
    assert ask(database, whole + " order by all") == [("s1", 2, 0), ("s2", 4, 2)]


def test_logs_of_two_machines_and_of_two_accounts_count_an_answer_once(tmp_path: Path) -> None:
    rows = [asked("a", None, "Hi"), answered("b", "a", usage(10, 5))]
    one, other = (written(tmp_path / name / "s1.jsonl", *rows) for name in ("desk", "train"))
    database = tmp_path / "c.duckdb"
    loaded(database, one, other)
    assert ask(database, "select count(*), sum(output_visible) from v1.request_costs") == [(1, 5)]
    loaded(database, other, account="work")
    assert ask(database, "select count(*) from core.conversations") == [(2,)]
    assert ask(database, "select count(*), sum(output_visible) from v1.request_costs") == [(1, 5)]


def test_of_two_copies_the_more_complete_record_counts(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    broken_off = written(tmp_path / "s1.jsonl", asked("a", None, "Hi"), answered("b", "a", usage(10, 1)))
    whole = [asked("a", None, "Hi", "s2"), answered("b", "a", usage(10, 50), "s2")]
    loaded(database, broken_off, written(tmp_path / "s2.jsonl", *whole))
    assert ask(database, "select conversation_id, output_visible from v1.request_costs") == [("s2", 50)]


def test_what_is_reported_is_the_one_figure_and_its_range(tmp_path: Path) -> None:
    """The tokens that were billed, and their dollars: 100 * 3 + 2000 * 0.3 + 600 * 3.75 + 400 * 6 + 20 * 15."""
    rows = [asked("a", None, "Hi"), answered("b", "a", usage(100, 20, 2000, 1000, 400))]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    billed = "billed_input, billed_cache_read, billed_cache_write, billed_cache_write_1h, billed_output"
    for view in ("request_costs", "daily_costs", "conversation_costs", "cost_audit"):
        assert ask(database, f"select {billed} from v1.{view}") == [(100, 2000, 1000, 400, 20)]
        found = ask(database, f"select usd_low, usd, usd_high, usd_reported, usd_unreported from v1.{view}")
        assert found == [(*[Decimal("0.005850")] * 4, None)]


def test_an_answer_that_no_report_followed_is_kept_apart(tmp_path: Path) -> None:
    rows = [
        asked("a", None, "Hi"),
        answered("b", "a", usage(100, 20)),
        asked("c", "b", "And?", second=3),
        answered("d", "c", None, second=4),
    ]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    columns = "node_id, token_basis = 'reported', is_unreported, billed_input, billed_output, usd = usd_unreported"
    assert ask(database, f"select {columns} from v1.request_costs order by all") == [
        ("b", True, False, 100, 20, None),
        ("d", False, True, None, None, True),
    ]
    columns = "requests, requests_reported, requests_unreported, billed_input, usd_reported, usd - usd_reported"
    ((*counts, reported, rest),) = ask(database, f"select {columns} from v1.daily_costs")
    assert (counts, reported, rest > 0) == ([2, 1, 1, 100], Decimal("0.0006"), True)


def test_a_log_without_any_report_has_none_missing(tmp_path: Path) -> None:
    rows = [asked("a", None, "Hi"), answered("b", "a", None)]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    columns = "requests_unreported, billed_output > 0, usd = usd_mid, usd_reported"
    assert ask(database, f"select {columns} from v1.daily_costs") == [(0, True, True, None)]


def test_a_name_is_priced_as_what_it_means_in_its_product(tmp_path: Path) -> None:
    """An answer of 900 input tokens and 1,000 of output: gpt-5.5 is the API's in Codex; 5 and 30 dollars a million."""
    rows = [
        {"timestamp": "2026-05-02T10:00:00.000Z", "type": "session_meta", "payload": {"id": "s1", "cwd": "/work"}},
        {"timestamp": "2026-05-02T10:00:01.000Z", "type": "turn_context", "payload": {"model": "gpt-5.5"}},
        {"timestamp": "2026-05-02T10:00:02.000Z", "type": "response_item", "payload": SAID},
        {"timestamp": "2026-05-02T10:00:03.000Z", "type": "event_msg", "payload": COUNTED},
    ]
    database = tmp_path / "c.duckdb"
    loaded(database, written(tmp_path / "rollout-s1.jsonl", *rows))
    named = "select provider, slug, api_model, alt_api_model, status from v1.model_names"
    assert ask(database, named) == [("codex", "gpt-5.5", "gpt-5.5", None, "mapped")]
    assert ask(database, "select usd_cache_default from v1.request_costs") == [(Decimal("0.0345"),)]


def test_a_cloud_s_name_costs_what_the_model_costs_and_is_less_sure(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    names = [
        SONNET,
        f"us.anthropic.{SONNET}-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/x",
    ]
    rows = [asked("a", None, "Hi")]
    rows += [answered(f"b{n}", "a", usage(100, 20), second=n + 1, model=name) for n, name in enumerate(names)]
    loaded(database, written(tmp_path / "s1.jsonl", *rows))
    columns = "model, api_model, price_status, price_confidence, usd_cache_default, encoding"
    amount = Decimal("0.0006")
    assert ask(database, f"select {columns} from v1.request_costs order by node_id") == [
        (names[0], "claude-sonnet-4", "mapped", "high", amount, "claude_v3"),
        (names[1], "claude-sonnet-4", "mapped", "medium", amount, "claude_v3"),
        (names[2], None, "unmapped", None, None, "claude_v3"),
    ]
    assert ask(database, "select model, requests from v1.unpriced_models") == [(names[2], 1)]
