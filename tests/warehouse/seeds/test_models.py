"""The map from names of models in products to models of APIs: every name one rule, unseen names none."""

import re
from itertools import groupby

import duckdb
import pytest

from etl import assets
from etl.state.overrides import shipped
from etl.state.rules import deciding
from tests.warehouse.seeds.seed_cases import rows

RULES = [row for row in rows("model_map") if not row["encoding_witness"]]
REGEXES = [row["slug"] for row in rows("model_map") if row["match"] == "regex"]
CLOSED = ("^text-davinci-002-", "^claude-instant", "^claude-3", "^(i-|alpha|n7jupd|chatgpt_alpha)")
"""Families that grow no more, and internal names: the only rules with an open end."""

KNOWN = {
    "chatgpt": """
    text-davinci-002-render text-davinci-002-render-sha text-davinci-002-render-paid text-davinci-002-render-mobile
    text-davinci-002-render-sha-mobile text-davinci-002-browse text-davinci-002-plugins text-davinci-002-plugin
    gpt-3.5-turbo gpt-4 gpt-4-mobile gpt-4-browsing gpt-4-plugins gpt-4-code-interpreter gpt-4-dalle gpt-4-gizmo
    gpt-4-magic-create gpt-4-all-tools gpt-4-all-tools-v2 gpt-4-turbo gpt-4o gpt-4o-canmore gpt-4o-jawbone
    gpt-4o-jawboned gpt-4o-av gpt-4o-canvas-alpha gpt-4o-mini gpt-4-1 gpt-4.1 gpt-4-1-mini gpt-4.1-mini gpt-4-5
    gpt-4.5 gpt-4-5-preview o1 o1-preview o1-mini o1-pro o3 o3-pro o3-mini o3-mini-high o3-mini-medium o3-mini-low
    o4-mini o4-mini-high gpt-5 gpt-5-instant gpt-5-chat gpt-5-main gpt-5-thinking gpt-5-auto-thinking gpt-5-mini
    gpt-5-main-mini gpt-5-t-mini gpt-5-a-t-mini gpt-5-thinking-mini gpt-5-pro gpt-5-thinking-pro gpt-5-1 gpt-5.1
    gpt-5-1-instant gpt-5-1-chat gpt-5-1-thinking gpt-5-1-auto-thinking gpt-5-1-pro gpt-5-2 gpt-5-2-instant
    gpt-5-2-thinking gpt-5-2-pro gpt-5-3 gpt-5-3-instant gpt-5.3-codex gpt-5.4
    gpt-5-4-thinking gpt-5-4-auto-thinking gpt-5-4-pro gpt-5-5
    gpt-5-5-instant gpt-5-5-thinking gpt-5-5-auto-thinking gpt-5-5-pro gpt-5-6 gpt-5-6-sol gpt-5-6-thinking
    gpt-5-6-terra gpt-5-6-luna gpt-5-6-pro gpt-6 gpt-6-instant gpt-6-thinking gpt-6-pro research deep-research auto
    agent-mode i-mini i-5-mini-m i-cot alpha alpha-models n7jupd-schema chatgpt_alpha_model_external_access_reserved
""",
    "codex": """
    gpt-3.5-turbo-0301 gpt-3.5-turbo-0613 gpt-3.5-turbo-instruct gpt-3.5-turbo-0125 gpt-3.5-turbo-1106 gpt-3.5-turbo-16k
    gpt-4 gpt-4-0314 gpt-4-0613 gpt-4-32k gpt-4-32k-0613 gpt-4-turbo gpt-4-turbo-preview gpt-4-0125-preview
    gpt-4-1106-preview gpt-4-vision-preview gpt-4o gpt-4o-2024-05-13 gpt-4o-2024-08-06 chatgpt-4o-latest gpt-4.1
    gpt-4.1-nano o3-deep-research o4-mini-deep-research gpt-5 gpt-5-chat gpt-5-chat-latest gpt-5-mini gpt-5-nano gpt-5.1
    gpt-5.1-chat gpt-5.2 gpt-5.2-chat gpt-5.3-chat gpt-5.3-chat-latest codex-mini codex-mini-latest gpt-5-codex
    gpt-5-codex-mini gpt-5.1-codex gpt-5.1-codex-mini gpt-5.1-codex-max gpt-5.2-codex gpt-5.3-codex gpt-5.3-codex-spark
    gpt-5.4 gpt-5.4-mini gpt-5.4-nano chat-latest gpt-chat-latest gpt-5.5 gpt-5.5-cyber gpt-5.5-cyber-preview gpt-5.6
    gpt-5.6-sol gpt-5.6-terra gpt-5.6-luna gpt-5.6-cyber gpt-6-astra gpt-6-sol gpt-6-luna gpt-6.1-sol gpt-6.1-terra
    gpt-6-cyber gpt-6-rosalind gpt-6-astra-law gpt-rosalind-research gpt-rosalind-discovery daybreak-red-latest
    gpt-daybreak-red-latest daybreak-blue gpt-daybreak-blue-latest gpt-astra-latest gpt-luna-latest gpt-sol-latest
    gpt-terra-latest codex-auto-review gpt-reserve gpt-5.3-spark
""",
    "claude_code": """
    claude-instant-1 claude-instant-1.2 claude-instant-v1 claude-v1 claude-1 claude-1.3 claude-v1.3 claude-2 claude-v2
    claude-2.0 claude-2.1 claude-3-opus claude-3-opus-20240229 claude-3-opus-latest claude-3-sonnet-20240229
    claude-3-haiku-20240307 claude-3-5-sonnet-20240620 claude-3-5-sonnet-20241022 claude-3.5-sonnet
    claude-3-5-sonnet-latest claude-3-5-haiku-20241022 claude-3-7-sonnet-20250219 claude-3.7-sonnet
    claude-sonnet-4-20250514 claude-sonnet-4 claude-sonnet-4-0 claude-4-sonnet claude-opus-4-20250514 claude-opus-4
    claude-opus-4-0 claude-opus-4-1 claude-opus-4-1-20250805 claude-opus-4.1 claude-sonnet-4-5
    claude-sonnet-4-5-20250929 claude-haiku-4-5-20251001 claude-opus-4-5-20251101 claude-opus-4-5 claude-opus-4-6
    claude-opus-4-6-20260205 claude-sonnet-4-6 claude-opus-4-7 claude-opus-4-8 claude-fable-5 claude-sonnet-5
    claude-opus-5 claude-fable-5-1 claude-opus-5-5 claude-sonnet-5-5 claude-haiku-5-5 claude-haiku-5-5-20261014
    claude-haiku-5.5 claude-fable-5-2 claude-mythos-preview claude-mythos-5 claude-mythos-5-1 claude-mythos-5-2
    claude-opus-latest claude-sonnet-latest claude-haiku-latest claude-fable-latest
""",
    "deepseek": """
    deepseek-chat deepseek-reasoner deepseek-v4-flash deepseek-v4-pro deepseek-coder deepseek-r1 deepseek-r1-0528
    deepseek-v3 deepseek-v3-0324 deepseek-v3.1-terminus deepseek-v3.2 deepseek-v3.2-exp deepseek-flash
    deepseek-v4-flash-vision-exp
""",
    "open_webui": """
    gemini-pro gemini-1.0-pro gemini-1.0-pro-001 gemini-pro-vision gemini-1.0-pro-vision-001 gemini-1.5-flash
    gemini-1.5-flash-002 gemini-flash-1.5 gemini-1.5-flash-8b gemini-1.5-flash-8b-001 gemini-flash-1.5-8b
    gemini-1.5-pro gemini-1.5-pro-002 gemini-pro-1.5 gemini-2.0-flash gemini-2.0-flash-001 gemini-2.0-flash-lite
    gemini-2.0-flash-lite-001 gemini-2.0-flash-lite-preview-02-05 gemini-2.5-flash-preview
    gemini-2.5-flash-preview-04-17 gemini-2.5-flash gemini-2.5-flash-preview-05-20 gemini-2.5-flash-preview-09-2025
    gemini-2.5-flash-lite gemini-2.5-flash-lite-preview-06-17 gemini-2.5-pro gemini-2.5-pro-preview
    gemini-2.5-pro-preview-05-06 gemini-2.5-pro-preview-06-05 gemini-2.5-computer-use-preview-10-2025
    gemini-3-pro-preview gemini-3-pro gemini-3-flash-preview gemini-3-flash gemini-3.1-flash-lite
    gemini-3.1-flash-lite-preview gemini-3.1-pro-preview gemini-3.1-pro-preview-customtools gemini-3.1-pro
    gemini-3.5-flash gemini-3.5-flash-lite gemini-3.6-flash gemini-3.7-flash gemini-3.8-flash gemini-4-argon
    gemini-4-hydrogen deep-research-preview-04-2026 deep-research-max-preview-04-2026
    deep-research-pro-preview-12-2025 gemini-flash-latest gemini-flash-lite-latest gemini-pro-latest grok-beta
    grok-vision-beta grok-2 grok-2-1212 grok-2-vision grok-2-vision-1212 grok-3 grok-3-beta grok-3-fast
    grok-3-fast-beta grok-3-fast-latest grok-3-mini grok-3-mini-beta grok-3-mini-fast grok-3-mini-fast-latest grok-4
    grok-4-0709 grok-4-fast grok-4-fast-reasoning grok-4-fast-non-reasoning grok-4-1-fast grok-4-1-fast-reasoning
    grok-4.1-fast grok-4-1-fast-non-reasoning grok-4.20 grok-4.20-beta-0309-reasoning grok-4.20-0309-non-reasoning
    grok-4.20-reasoning-latest grok-4.20-experimental-beta-0304 grok-4.20-multi-agent grok-4.20-multi-agent-0309
    grok-4.20-multi-agent-beta-0309 grok-4.3 grok-4.5 grok-4.6 grok-4.7 grok-build-0.1 grok-code-fast-1
    grok-code-fast grok-code-fast-1-0825 codestral-2405 codestral-2508 codestral codestral-2501 open-codestral-mamba
    devstral-small devstral-small-2507 labs-devstral-small-2512 devstral-medium-2507 devstral-2512 devstral-2
    magistral-medium magistral-medium-2506 magistral-medium-1-2-2509 magistral-small magistral-small-2506
    magistral-small-1-2-2509 ministral-14b-2512 ministral-3-14b-2512 ministral-3b-2512 ministral-3-3b-2512
    ministral-8b-2512 ministral-3-8b-2512 ministral-3b ministral-3b-2410 ministral-8b ministral-8b-2410
    open-mistral-7b mistral-large-2402 mistral-large-2407 mistral-large-2411 mistral-large-3 mistral-large-2512
    mistral-large-4 mistral-large-4-0 mistral-medium-2312 mistral-medium-3-1 mistral-medium-2505 mistral-medium-2508
    mistral-medium-3-1-2508 mistral-medium-3-5 mistral-medium-3.5 mistral-medium-2604 mistral-vibe-cli-with-tools
    mistral-nemo open-mistral-nemo-2407 mistral-saba mistral-saba-2502 mistral-small-3.2-24b-instruct
    mistral-small-2506 mistral-small-2503 mistral-small-3-2-2506 mistral-small-2603 mistral-small-4
    mistral-vibe-cli-fast mistral-tiny open-mixtral-8x22b open-mixtral-8x7b pixtral-12b pixtral-12b-2409
    pixtral-large pixtral-large-2411 zai-glm-5 zai-glm-5-2 zai-glm-5-3 zai-glm-5-3-flash deepseek-v4-1-flash-1017
    mistral-large-latest mistral-medium mistral-medium-latest mistral-small mistral-large mistral-medium-3
    mistral-small-latest magistral-medium-latest magistral-small-latest ministral-8b-latest ministral-3b-latest
    ministral-14b-latest sonar sonar-pro sonar-reasoning sonar-reasoning-pro sonar-deep-research r1-1776
    llama-3.1-sonar-small-128k-online llama-3.1-sonar-large-128k-online llama-3.1-sonar-huge-128k-online kimi-k2
    kimi-k2-0711-preview kimi-k2-0905-preview kimi-k2-0905 kimi-k2-turbo-preview kimi-k2-thinking
    kimi-k2-thinking-turbo kimi-k2.5 kimi-k2.6 kimi-k2.7-code kimi-k2.7-code-highspeed kimi-k3 kimi-k3.1-pro
    kimi-k3.1-pro-highspeed moonshot-v1-8k moonshot-v1-8k-vision-preview moonshot-v1-32k
    moonshot-v1-32k-vision-preview moonshot-v1-128k moonshot-v1-128k-vision-preview kimi-latest qwen-turbo qwen-max
    qwen-coder qwq-plus qwen-plus qwen-flash qwen3.5-plus qwen3.7-plus qwen3.7-max qwen3.8-flash qwen3.8-max
    qwen3-coder-plus qwen3-coder-flash qwen3-max qwen3-max-preview qwen3-vl-plus
""",
    "grok": "grok-3 grok-4 grok-4-auto grok-420 grok-4-1-thinking-1129 grok-4-1-non-thinking-w-tool "
    "grok-4-mini-thinking-tahoe grok-4p3-0430-v2-s320-memory",
    "qwen_code": "coder-model vision-model qwen3-coder-plus",
}
OTHERS = ("alibaba", "google", "mistral", "moonshotai", "perplexity", "xai")
UNSEEN = """
    gpt-5-5-mini gpt-5-3-mini gpt-7 gpt-6-mini gpt-5-9 gpt-5-7-thinking gpt-6-1 gpt-6-2-sol gpt-8-pro gpt-4o-large
    gpt-4-2 gpt-45 gpt-4oo gpt-41 gpt-50 gpt-5-thinking-nano gpt-5-1-codex-max gpt-3 o2 o5 o5-mini o11 o1-x o3-max
    o4 o4-mini-ultra o3-mini-highest xo3 my-gpt-4 gpt_4 GPT-4 gpt-5.4-cyber gpt-6.1-astra gpt-6.1-luna gpt-6-terra
    gpt-7-sol gpt-6-sol-2 codex-auto research-2 deep-research-max autopilot agent-mode-2 text-davinci-003
    text-davinci-002 davinci model claude claude-4 claude-opus claude-opus-4-9 claude-opus-6 claude-sonnet-5-6
    claude-sonnet-4-7 claude-haiku-5 claude-haiku-4-6 claude-fable-6 claude-mythos-6 claude-mythos-5-3
    claude-haiku-5-6 claude-2.1-pro claude-20 claude-opus-4-10 claude-opus-4-1-2025 xclaude-3-opus claude-3-6-sonnet
    claude-3.9-haiku gemini-2.5-ultra gemini-3.6-pro gemini-9-pro gemini grok-5 grok-4.8 grok deepseek-r3 kimi-k4
    kimi-for-coding qwen3-coder qwen4-max mistral mistral-large-5 mistral-small-5 sonar-max llama-4 default unknown none
"""
SLUGS = [(provider, slug) for provider, names in KNOWN.items() for slug in names.split()]


def _matches(rule: dict[str, str], slug: str) -> bool:
    return rule["slug"] == slug if rule["match"] == "exact" else re.search(rule["slug"], slug) is not None


def _rules_of(provider: str, slug: str) -> list[dict[str, str]]:
    """Those of the provider alone, if it has any."""
    found = [rule for rule in RULES if rule["provider"] in ("", provider) and _matches(rule, slug)]
    return [rule for rule in found if rule["provider"]] or found


def _newest(slug: str, day: str) -> dict[str, str]:
    """The rule of a ChatGPT name on a day."""
    return max(
        (rule for rule in _rules_of("chatgpt", slug) if rule["valid_from"] <= day), key=lambda r: r["valid_from"]
    )


@pytest.mark.parametrize(("provider", "slug"), SLUGS)
def test_every_known_name_has_one_rule_a_day(provider: str, slug: str) -> None:
    found = sorted(_rules_of(provider, slug), key=lambda rule: rule["valid_from"])
    assert found
    assert len({rule["valid_from"] for rule in found}) == len(found)
    assert len(list(groupby(found, key=lambda rule: rule["slug"]))) == 1, "two rules of different reach"


@pytest.mark.parametrize("slug", UNSEEN.split())
def test_an_unseen_name_has_no_rule(slug: str) -> None:
    assert [rule for rule in RULES if _matches(rule, slug)] == []


@pytest.mark.parametrize("provider", KNOWN)
def test_an_unseen_name_has_no_rule_whatever_is_taken_off_it(provider: str) -> None:
    found = {slug for slug in UNSEEN.split() if deciding(shipped("model_map"), slug, provider)}
    assert found == {"GPT-4", "gpt-5-1-codex-max"}, "known names, written otherwise"


def test_every_rule_is_met_by_a_known_name() -> None:
    met = {rule["slug"] for provider, slug in SLUGS for rule in _rules_of(provider, slug)}
    assert met == {rule["slug"] for rule in RULES}


def test_every_expression_begins_at_the_beginning_and_ends_at_the_end_where_a_family_still_grows() -> None:
    for regex in REGEXES:
        assert regex.startswith("^"), regex
        assert regex.endswith("$") or regex.startswith(CLOSED), regex


def test_python_and_duckdb_find_the_same_matches() -> None:
    names = sorted({slug for names in (*KNOWN.values(), UNSEEN) for slug in names.split()})
    with duckdb.connect() as connection:
        found = connection.execute(
            """
            select rules.slug, names.slug
            from read_csv($rules, header = true, all_varchar = true) as rules
            cross join (select unnest($names::varchar[]) as slug) as names
            where rules.match = 'regex' and regexp_matches(names.slug, rules.slug)
            """,
            {"rules": str(assets.seed("model_map")), "names": names},
        ).fetchall()
    assert set(found) == {(regex, name) for regex in REGEXES for name in names if re.search(regex, name)}


def test_every_model_of_the_map_has_a_price_and_a_limit() -> None:
    priced = {(row["vendor"], row["api_model"]) for row in rows("pricing")}
    limited = {(row["vendor"], row["api_model"]) for row in rows("model_limits")}
    for rule in rows("model_map"):
        for model in filter(None, (rule["api_model"], rule["alt_api_model"])):
            assert (rule["vendor"], model) in priced & limited, rule


def test_a_rule_has_a_model_unless_it_is_unmapped_by_design() -> None:
    for rule in rows("model_map"):
        assert rule["status"] in ("mapped", "proxy", "ambiguous", "unmapped"), rule
        assert (rule["status"] == "unmapped") == (not rule["api_model"]), rule
        assert rule["status"] != "ambiguous" or rule["alt_api_model"], rule
        assert rule["is_reasoning"] in (("",) if rule["status"] == "unmapped" else ("true", "false")), rule


def test_every_encoding_of_the_map_has_a_token_rule() -> None:
    known = {row["encoding"] for row in rows("token_rules")}
    assert {rule["encoding"] for rule in rows("model_map") if rule["encoding"]} <= known
    bare = {rule["vendor"] for rule in rows("model_map") if rule["api_model"] and not rule["encoding"]}
    assert bare <= {*OTHERS, "deepseek"}, (
        "whose tokenizer we do not have: its tokens are counted in another, as assumed"
    )


@pytest.mark.parametrize(
    ("slug", "day", "model", "encoding"),
    [
        ("text-davinci-002-render-sha", "2023-03-15", "gpt-3.5-turbo", "cl100k_base"),
        ("gpt-4", "2023-11-05", "gpt-4", "cl100k_base"),
        ("gpt-4-gizmo", "2023-11-06", "gpt-4-turbo", "cl100k_base"),
        ("gpt-4-1", "2025-05-01", "gpt-4.1", "o200k_base"),
        ("gpt-4-5", "2025-05-01", "gpt-4.5-preview", "o200k_base"),
        ("gpt-5-a-t-mini", "2025-09-01", "gpt-5-mini", "o200k_base"),
        ("gpt-5-2-thinking", "2026-01-01", "gpt-5.2", "o200k_base"),
        ("gpt-6-pro", "2026-10-15", "gpt-6-astra", "o200k_base"),
    ],
)
def test_a_name_means_the_model_of_its_day(slug: str, day: str, model: str, encoding: str) -> None:
    rule = _newest(slug, day)
    assert (rule["api_model"], rule["encoding"]) == (model, encoding)
