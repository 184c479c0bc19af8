"""What others' tools got wrong at the prices of further vendors, by public reports: their inputs, and what is right."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.reporting.reports.run import run
from etl.state.overrides import shipped
from etl.state.rules import deciding
from tests.transform.providers.log_cases import ask, loaded
from tests.warehouse.pricing.agent_logs import gemini_cli, open_webui, qwen_code

TOKENS = "select input_visible, cached_default, output_visible, reasoning_reported, usd from v1.request_costs"


def _cost(folder: Path, log: Path) -> tuple[Any, ...]:
    database = folder / "c.duckdb"
    loaded(database, log)
    (found,) = ask(database, TOKENS)
    return found


def _micro(amount: str) -> Decimal:
    return Decimal(amount) / 1_000_000


@pytest.mark.parametrize(
    ("model", "tokens", "expected"),
    [
        (
            "gemini-3-flash-preview",
            {"input": 20_212, "output": 931, "cached": 16_298, "thoughts": 0, "tool": 0, "total": 21_143},
            (20_212, 16_298, 931, 0, _micro("5564.9")),
        ),
        (
            "gemini-3.1-pro-preview",
            {"input": 104_207, "output": 983, "cached": 67_764, "thoughts": 4_809, "tool": 0, "total": 109_999},
            (104_207, 67_764, 5_792, 4_809, _micro("155942.8")),
        ),
        (
            "gemini-3-flash-preview",
            {"input": 10, "output": 2, "cached": 0, "thoughts": 0, "tool": 7, "total": 19},
            (17, 0, 2, 0, _micro("14.5")),
        ),
    ],
    ids=["cached is inside input", "thoughts are beside output", "tool is input"],
)
def test_each_token_of_gemini_cli_is_paid_once(
    tmp_path: Path, model: str, tokens: dict[str, int], expected: tuple[Any, ...]
) -> None:
    """junhoyeo/tokscale 439, 452 and 531, earendil-works/pi 2148, mag123c/toktrack 158, mozilla-ai/any-llm 1290."""
    assert _cost(tmp_path, gemini_cli(tmp_path, (model, "2026-05-04", tokens))) == expected


def test_a_prompt_above_the_step_costs_more_as_a_whole_and_one_at_the_step_does_not(tmp_path: Path) -> None:
    """NousResearch/hermes-agent 93678, AstroQore/vibe-bar 29, BerriAI/litellm 10597: Gemini 3.1 Pro, 200,000 tokens."""
    told = {"output": 1_000, "cached": 0, "thoughts": 0, "tool": 0}
    answers = [("gemini-3.1-pro-preview", "2026-05-04", told | {"input": size}) for size in (200_000, 200_001, 250_000)]
    database = tmp_path / "c.duckdb"
    loaded(database, gemini_cli(tmp_path, *answers))
    assert ask(database, "select input_visible, is_long, usd from v1.request_costs order by input_visible") == [
        (200_000, False, Decimal("0.412")),
        (200_001, True, Decimal("0.818004")),
        (250_000, True, Decimal("1.018")),
    ]


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (
            {
                "prompt_tokens": 10_120,
                "completion_tokens": 1_499,
                "total_tokens": 14_428,
                "prompt_tokens_details": {"cached_tokens": 128},
                "completion_tokens_details": {"reasoning_tokens": 2_809},
            },
            (10_120, 128, 4_308, 2_809, _micro("23285.6")),
        ),
        (
            {
                "prompt_tokens": 500,
                "completion_tokens": 500,
                "total_tokens": 1_000,
                "completion_tokens_details": {"reasoning_tokens": 200},
            },
            (500, 0, 500, 200, _micro("1875")),
        ),
    ],
    ids=["beside the answer", "inside it"],
)
def test_reasoning_of_grok_is_paid_once_wherever_it_stands(
    tmp_path: Path, used: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    """Wei-Shaw/sub2api 5771, vercel/ai 12425 and UKGovernmentBEIS/inspect_ai 5528; promptfoo/promptfoo 9507."""
    assert _cost(tmp_path, open_webui(tmp_path, "x-ai/grok-4.20", used)) == expected


def test_thoughts_of_gemini_behind_another_program_are_output(tmp_path: Path) -> None:
    """danny-avila/LibreChat 13006: 20 * 0.3 + 533 * 2.5."""
    used = {"promptTokenCount": 20, "candidatesTokenCount": 151, "thoughtsTokenCount": 382, "totalTokenCount": 553}
    assert _cost(tmp_path, open_webui(tmp_path, "gemini-2.5-flash", used)) == (20, 0, 533, 382, _micro("1338.5"))


@pytest.mark.parametrize(
    ("prompt", "cached", "expected"),
    [(32_000, 0, "37000"), (32_001, 0, "66601.8"), (150_000, 100_000, "195000"), (300_000, 0, "1860000")],
)
def test_a_prompt_of_qwen_costs_what_its_size_says(tmp_path: Path, prompt: int, cached: int, expected: str) -> None:
    """Aider-AI/aider 5516, Piebald-AI/splitrail 238: four steps, what was cached inside the prompt, thoughts inside."""
    used = {"promptTokenCount": prompt, "cachedContentTokenCount": cached, "totalTokenCount": prompt + 1_000}
    used |= {"candidatesTokenCount": 1_000, "thoughtsTokenCount": 300}
    found = _cost(tmp_path, qwen_code(tmp_path, "qwen3-coder-plus", used))
    assert found == (prompt, cached, 1_000, 300, _micro(expected))


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("gemini-3.1-pro", "gemini-3.1-pro-preview"),
        ("gemini-3.1-pro-high", "gemini-3.1-pro-preview"),
        ("google/gemini-3-flash", "gemini-3-flash-preview"),
        ("models/gemini-2.5-pro", "gemini-2.5-pro"),
        ("models/gemini-2.5-flash-preview-05-20", "gemini-2.5-flash"),
        ("openrouter/x-ai/grok-code-fast-1", "grok-code-fast-1"),
        ("grok-4-latest", "grok-4-0709"),
        ("moonshotai/kimi-k2-thinking", "kimi-k2-thinking"),
        ("qwen/qwen3-coder-plus-2025-07-22", "qwen3-coder-plus"),
        ("mistral/devstral-latest", "devstral-2512"),
        ("deepseek/deepseek-chat", "deepseek-chat"),
    ],
)
def test_a_name_means_its_model_in_whatever_it_is_wrapped(name: str, model: str) -> None:
    """juliantanx/aiusage 69, traceroot-ai/traceroot 1558 and 1556."""
    assert {rule["api_model"] for rule in deciding(shipped("model_map"), name, "")} == {model}


@pytest.mark.parametrize("name", ["gemini-2.5-pro-exp-03-25", "gemini-9-flash", "kimi-k9", "google/gemini-3.1-pro-x"])
def test_a_model_without_a_price_costs_an_unknown_amount_and_not_nothing(tmp_path: Path, name: str) -> None:
    """BerriAI/litellm 10242, TokenFlux/TokenRouter 1953, Wei-Shaw/sub2api 1071."""
    assert _cost(tmp_path, gemini_cli(tmp_path, (name, "2026-05-04", {"input": 9, "output": 9})))[-1] is None


def test_a_prompt_is_cut_where_the_model_would_have_cut_it(tmp_path: Path) -> None:
    """Counted, as nothing reports it: " a" is one token in the encoding that is assumed."""
    database = tmp_path / "c.duckdb"
    loaded(database, open_webui(tmp_path, "moonshot-v1-8k", None, asked=" a" * 9_000))
    columns = "input_limit, input_capped, is_truncated, encoding_basis, price_status"
    assert ask(database, f"select {columns} from v1.request_costs") == [(8_192, 8_192, True, "assumed", "mapped")]


def test_a_count_in_another_vendors_encoding_is_said_to_be_one(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    loaded(database, open_webui(tmp_path, "gemini-2.5-flash", None))
    assert "tokens counted in another vendor's encoding, an estimate: in 1 request" in run(database, "costs").notes
    used = {"promptTokenCount": 20, "candidatesTokenCount": 1, "totalTokenCount": 21}
    (tmp_path / "reported").mkdir()
    reported = tmp_path / "reported" / "c.duckdb"
    loaded(reported, open_webui(tmp_path / "reported", "gemini-2.5-flash", used))
    assert not [note for note in run(reported, "costs").notes if "another vendor" in note]
