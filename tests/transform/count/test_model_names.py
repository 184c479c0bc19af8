"""The names that clouds, gateways and programs give models: each leads to its model, and none to a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.state.overrides import shipped
from etl.state.rules import deciding
from etl.transform.count.encodings import encoding_of
from etl.transform.count.model_names import forms

RULES = shipped("model_map")
PLAIN = sorted({str(row["api_model"]) for row in shipped("pricing") if row["vendor"] in ("anthropic", "openai")})
"""Those whose names occur in logs, where clouds and gateways write something around them."""

WRAPPED = """
    us.anthropic.claude-sonnet-4-5-20250929-v1:0                            claude-sonnet-4-5
    apac.anthropic.claude-sonnet-4-20250514-v1:0                            claude-sonnet-4
    us-gov.anthropic.claude-opus-4-8                                        claude-opus-4-8
    global.anthropic.claude-opus-4-6-v1[1m]                                 claude-opus-4-6
    anthropic.claude-3-5-sonnet-20241022-v2:0                               claude-3-5-sonnet
    anthropic.claude-v2:1                                                   claude-2
    anthropic.claude-v2:1:200k                                              claude-2
    anthropic.claude-instant-v1                                             claude-instant-1
    arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-haiku-4-5-v1:0  claude-haiku-4-5
    arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-4-7   claude-opus-4-7
    bedrock/converse/us.anthropic.claude-fable-5-1                          claude-fable-5-1
    bedrock/us-gov-west-1/anthropic.claude-haiku-5-5                        claude-haiku-5-5
    bedrock_mantle/openai.gpt-5.6-sol                                       gpt-5.6-sol
    bedrock_mantle/openai.gpt-daybreak-blue-5.6-sol                         gpt-5.6-sol
    gpt-daybreak-red-latest                                                 gpt-5.6-cyber
    us.openai.gpt-6.1-terra                                                 gpt-6.1-terra
    claude-opus-4-5@20251101                                                claude-opus-4-5
    vertex_ai/claude-sonnet-4-6@default                                     claude-sonnet-4-6
    projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-5 claude-opus-5
    claude-3-5-sonnet-v2@20241022                                           claude-3-5-sonnet
    anthropic/claude-4.6-opus-20260205                                      claude-opus-4-6
    anthropic/claude-sonnet-4.5:beta                                        claude-sonnet-4-5
    openrouter/anthropic/claude-3.7-sonnet:thinking                         claude-3-7-sonnet
    openrouter/openai/gpt-5.5                                               gpt-5.5
    openai/gpt-5.1-codex-mini                                               gpt-5.1-codex-mini
    vercel_ai_gateway/anthropic/claude-4-sonnet                             claude-sonnet-4
    azure/us/gpt-5.4-2026-03-05                                             gpt-5.4
    azure/global-standard/gpt-4o-mini                                       gpt-4o-mini
    azure/gpt-35-turbo                                                      gpt-3.5-turbo
    azure_ai/claude-opus-5-5                                                claude-opus-5-5
    github_copilot/claude-haiku-4.5                                         claude-haiku-4-5
    copilot/claude-opus-41                                                  claude-opus-4-1
    databricks/databricks-gpt-5-4-mini                                      gpt-5.4-mini
    system.ai.claude-opus-4-7                                               claude-opus-4-7
    anthropic--claude-4-sonnet                                              claude-sonnet-4
    openai:gpt-5-mini                                                       gpt-5-mini
    gpt-5-2025-08-07                                                        gpt-5
    gpt-5.1-codex-2025-11-13                                                gpt-5.1-codex
    gpt-4o-2024-05-13                                                       gpt-4o-2024-05-13
    azure/gpt-4o-2024-05-13                                                 gpt-4o-2024-05-13
    gpt-4o-2024-11-20                                                       gpt-4o
    gpt-5.1-codex-max-xhigh                                                 gpt-5.1-codex-max
    gpt-5-high                                                              gpt-5
    claude-4.5-opus-high-thinking                                           claude-opus-4-5
    claude-fable-5.0                                                        claude-fable-5
    anthropic/claude-5.0-fable                                              claude-fable-5
    claude-sonnet-4-5-thinking                                              claude-sonnet-4-5
    claude-opus-4-6-1m                                                      claude-opus-4-6
    Claude Sonnet 4.5                                                       claude-sonnet-4-5
    GPT-5.5                                                                 gpt-5.5
"""
UNKNOWN = """
    arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/s529qz7ddy06
    us.anthropic.claude-opus-9-20300101-v1:0
    openrouter/openai/gpt-oss-120b
    ft:gpt-4o-mini-2024-07-18:bakery::abc123
    openai/ft:gpt-4o:bakery
    anthropic/claude-sonnet-4.7
    azure/my-gpt-4
    gpt-5.5-mini
    openai/gpt-4o:extended
    gpt-5.6-sol-pro
    o3-max
    bedrock/
    [1m]
    -fast
    :0
"""


def model_of(slug: str, provider: str = "codex") -> str | None:
    found = deciding(RULES, slug, provider)
    return max(found, key=lambda rule: str(rule["valid_from"]))["api_model"] if found else None


@pytest.mark.parametrize(("slug", "model"), [line.rsplit(maxsplit=1) for line in WRAPPED.strip().splitlines()])
def test_a_model_is_the_same_in_whatever_its_name_is_wrapped(slug: str, model: str) -> None:
    assert model_of(slug.strip()) == model
    assert encoding_of(slug.strip()) == encoding_of(model)


@pytest.mark.parametrize("slug", [line.strip() for line in UNKNOWN.strip().splitlines()])
def test_what_only_resembles_a_model_is_none(slug: str) -> None:
    assert model_of(slug) is None


@pytest.mark.parametrize("model", PLAIN)
def test_every_priced_model_is_known_by_the_name_its_api_gives_it(model: str) -> None:
    assert {model_of(model), model_of(f"bedrock/us.anthropic.{model}")} == {model}


@given(
    st.sampled_from(PLAIN),
    st.sampled_from(["", "anthropic/", "openrouter/x/", "us.anthropic.", "azure/eu/", "openai:", "databricks-"]),
    st.sampled_from(["", "-20260101", "@20260101", "-v1:0", ":beta", "-20260101-v1:0"]),
    st.sampled_from(["", "[1m]"]),
)
def test_wrapping_never_makes_another_model_of_a_name(model: str, before: str, behind: str, size: str) -> None:
    assert model_of(f"{before}{model}{behind}{size}") == model


@given(st.text(max_size=400))
def test_any_text_has_forms_of_which_itself_is_the_first(text: str) -> None:
    found = forms(text)
    assert found[0] == (text, None, False)
    assert len({form.name for form in found}) == len(found) <= 60 + len(text)


def test_a_name_that_says_it_was_fast_says_so() -> None:
    tiers = {form.name: form.tier for form in forms("github_copilot/claude-opus-4.8-fast")}
    assert tiers["claude-opus-4.8"] == "fast"
    assert {form.tier for form in forms("claude-opus-4-8")} == {None}


def test_one_name_may_be_another_model_in_another_product() -> None:
    assert (model_of("gpt-5.5", "chatgpt"), model_of("gpt-5.5", "codex")) == ("chat-latest", "gpt-5.5")
    assert (model_of("gpt-4", "chatgpt"), model_of("gpt-4", "codex")) == ("gpt-4-turbo", "gpt-4")
    assert model_of("gpt-5-instant", "codex") is None


def test_what_reviews_on_its_own_is_the_model_that_openai_said_on_that_day() -> None:
    days = {str(rule["valid_from"]): rule["api_model"] for rule in deciding(RULES, "codex-auto-review", "codex")}
    assert days == {"2026-03-05": "gpt-5.4", "2026-07-30": "gpt-5.6-luna"}


@pytest.mark.parametrize("slug", ["gpt-5.5", "openai/gpt-6-sol", "azure/gpt-5.3-codex"])
def test_a_proxy_may_have_any_vendor_s_model_answer_an_agent(slug: str) -> None:
    assert model_of(slug, "claude_code") == model_of(slug, "codex") is not None
