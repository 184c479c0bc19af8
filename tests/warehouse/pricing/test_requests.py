"""core.requests: made anew for what a load touched, or for all where prices changed, always with the same result."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.state.overrides import add, put
from etl.warehouse.build.renew import renew
from tests.conftest import ROOT, held
from tests.warehouse.pricing.cost_exports import (
    Row,
    ask,
    at,
    capitals,
    chain,
    conversation,
    costs_of,
    loaded,
    node,
    words,
)

COLUMNS = (
    "select columns(* exclude (revision)) from core.requests order by provider, account_id, conversation_id, node_id"
)
OWN: dict[str, str | None] = {"vendor": "openai", "api_model": "gpt-7", "valid_from": "2024-01-01"}


def requests(database: Path) -> list[Row]:
    return ask(database, COLUMNS)


def grown(name: str, slug: str) -> dict[str, Any]:
    """The worked example, a turn later."""
    chat = capitals(name, slug, "2024-11-20")
    time = at("2024-11-20T12:10")
    for one in (node("m7", "m6", "user", "And?", time), node("m8", "m7", "assistant", "No.", time, model_slug=slug)):
        chat["mapping"][one["parent"]]["children"].append(one["id"])
        chat["mapping"][one["id"]] = one | {"children": []}
    return chat | {"update_time": time, "current_node": "m8"}


def test_what_a_second_load_changes_is_priced_as_in_a_first(tmp_path: Path) -> None:
    chats = [capitals("a", "gpt-4o", "2024-11-20"), capitals("b", "gpt-4o", "2024-11-20")]
    database = loaded(tmp_path, *chats)
    before = requests(database)
    again = loaded(tmp_path, grown("a", "gpt-4o"), chain("c", "o3", "2025-05-05T10:00", [(0, 50, 5)]))
    fresh = loaded(
        tmp_path, grown("a", "gpt-4o"), chats[1], chain("c", "o3", "2025-05-05T10:00", [(0, 50, 5)]), name="x"
    )
    assert again == database
    assert requests(database) == requests(fresh) != before


def test_a_message_only_an_older_export_has_still_counts(tmp_path: Path) -> None:
    database = loaded(tmp_path, grown("a", "gpt-4o"))
    newest = capitals("a", "gpt-4o", "2024-11-20") | {"update_time": at("2024-12-01T00:00")}
    loaded(tmp_path, newest)
    found = ask(database, "select node_id, input_visible from v1.request_costs order by node_id")
    assert found == [("m2", 14), ("m4", 33), ("m6", 33), ("m8", 3 + 11 + 11 + 8 + 11 + 6)]


def test_loading_the_same_export_again_changes_no_request(demo_database: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(demo_database, tmp_path / "chats.duckdb"))
    before = requests(database)
    load([ROOT / "samples" / "demo.zip"], Options(database, zone="Europe/Zurich"), lambda *_: None)
    assert requests(database) == before
    assert len(before) > 1_000


def test_prices_of_the_users_reach_what_is_stored_and_win(tmp_path: Path) -> None:
    database = loaded(tmp_path, capitals("a", "gpt-7", "2024-11-20"), capitals("b", "gpt-4o", "2024-11-20"))
    rule = {"vendor": "openai", "match": "exact", "slug": "gpt-7", "valid_from": "2024-01-01", "api_model": "gpt-7"}
    put(database, "model_map", [rule | {"status": "mapped", "encoding": "o200k_base", "confidence": "high"}])
    put(database, "pricing", [OWN | {"input": "1", "output": "0.5"}])
    put(database, "pricing", [OWN | {"api_model": "gpt-4o", "valid_from": "2024-10-02", "input": "7", "output": "7"}])
    before = ask(database, "select pricing_version from v1.about")
    renew(database)
    sums = "select model, price_status, sum(usd_visible_nocache) from v1.request_costs group by all order by model"
    assert ask(database, sums) == [
        ("gpt-4o", "mapped", Decimal("0.000707")),
        ("gpt-7", "mapped", Decimal("0.0000905")),
    ]
    assert ask(database, "select pricing_version from v1.about") != before


def test_T10_what_the_export_proves_goes_before_the_models_name(tmp_path: Path) -> None:
    stop = {"finish_details": {"type": "stop", "stop_tokens": [200002]}}
    start = at("2024-11-20T12:00")
    chats = [capitals(slug, slug, "2025-05-05") for slug in ("gpt-4-1", "gpt-4-5", "gpt-4", "gpt-nobody")]
    chats += [capitals("sha", "text-davinci-002-render-sha", "2023-05-05")]
    nodes = [
        node("u", "r", "user", words(5), start),
        node("a", "u", "assistant", words(5), start, model_slug="gpt-4-gizmo", **stop),
    ]
    database = loaded(tmp_path, *chats, conversation("gizmo", nodes, "a", start))
    found = ask(
        database,
        "select distinct model, encoding, encoding_basis, api_model, price_status from v1.request_costs order by model",
    )
    assert found == [
        ("gpt-4", "cl100k_base", "map", "gpt-4-turbo", "mapped"),
        ("gpt-4-1", "o200k_base", "map", "gpt-4.1", "mapped"),
        ("gpt-4-5", "o200k_base", "map", "gpt-4.5-preview", "mapped"),
        ("gpt-4-gizmo", "o200k_base", "witness", "gpt-4o", "proxy"),
        ("gpt-nobody", "o200k_base", "assumed", None, "unmapped"),
        ("text-davinci-002-render-sha", "cl100k_base", "map", "gpt-3.5-turbo", "mapped"),
    ]


def test_a_model_the_user_says_is_used_where_none_is_named(tmp_path: Path) -> None:
    chat = capitals("a", "", "2024-11-20")
    database = loaded(tmp_path, chat)
    bare = "select distinct model, model_basis, price_status from v1.request_costs"
    assert ask(database, bare) == [(None, "none", "unmapped")]
    period = {"provider": "chatgpt", "slug": "gpt-4o", "from_date": "2024-11-01", "to_date": "2024-11-20"}
    add(database, "model_assumptions", period)
    renew(database)
    assert ask(database, bare) == [("gpt-4o", "assumed", "mapped")]
    assert ask(database, "select sum(usd_visible_nocache) from v1.request_costs") == [(Decimal("0.00041"),)]
    assert ask(database, "select count(*) from v1.messages where model_slug is not null") == [(0,)]


def test_an_assumed_model_decides_the_encoding_from_the_next_load_on(tmp_path: Path) -> None:
    database = loaded(tmp_path, capitals("a", "", "2023-05-05"))
    encodings = "select distinct encoding, encoding_basis from v1.messages"
    assert ask(database, encodings) == [("o200k_base", "assumed")]
    add(database, "model_assumptions", {"provider": "chatgpt", "slug": "gpt-4"})
    loaded(tmp_path, capitals("a", "", "2023-05-05"))
    assert ask(database, encodings) == [("cl100k_base", "assumed")]


KINDS = ("model_editable_context", "text")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Conversations that are odd, each in its way."""
    chats = [timeless(), pictured(), *(silent(kind) for kind in KINDS)]
    with held(loaded(tmp_path_factory.mktemp("odd"), *chats)) as database:
        yield database


def timeless() -> dict[str, Any]:
    chat = capitals("timeless", "gpt-4o", "2024-11-20") | {"create_time": None, "update_time": None}
    for one in chat["mapping"].values():
        if one["message"]:
            one["message"]["create_time"] = None
    return chat


def test_without_any_time_a_request_has_no_price(odd: Path) -> None:
    assert costs_of(odd, "timeless", "select distinct price_status, day, usd_low from costs") == [
        ("unpriced", None, None)
    ]


def silent(kind: str) -> dict[str, Any]:
    start = at("2024-11-20T12:00")
    content = {"content_type": kind, "model_set_context": "likes tea", "parts": [""]}
    nodes = [
        node("e", "r", "assistant", content, start, model_slug="gpt-4o"),
        node("u", "e", "user", words(5), start),
        node("a", "u", "assistant", words(5), start, model_slug="gpt-4o"),
    ]
    return conversation(kind, nodes, "a", start)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_says_nothing_is_no_generation(odd: Path, kind: str) -> None:
    assert costs_of(odd, kind, "select node_id from costs") == [("a",)]


def pictured() -> dict[str, Any]:
    start = at("2024-11-20T12:00")
    picture = {
        "content_type": "image_asset_pointer",
        "asset_pointer": "file-service://f1",
        "width": 1024,
        "height": 1024,
    }
    nodes = [
        node("u", "r", "user", {"content_type": "multimodal_text", "parts": [picture, "What is it?"]}, start),
        node("a", "u", "assistant", words(5), start, model_slug="gpt-4o"),
        node("v", "a", "user", words(5), start),
        node("b", "v", "assistant", words(5), start, model_slug="gpt-4o"),
    ]
    return conversation("pictured", nodes, "b", start)


def test_pictures_stay_in_the_input_of_every_later_request(odd: Path) -> None:
    found = "select image_tokens_low, image_tokens_high, usd_images_low, usd_images_high from costs"
    assert costs_of(odd, "pictured", found) == [(85, 765, Decimal("0.0002125"), Decimal("0.0019125"))] * 2


def test_low_mid_and_high_are_in_order(demo_database: Path) -> None:
    wrong = "select count(*) from v1.request_costs where usd_low > usd_mid or usd_mid > usd_high"
    assert ask(demo_database, wrong) == [(0,)]
    partial = (
        "select count(*) from v1.request_costs where (usd_low is null) <> (price_status in ('unmapped', 'unpriced'))"
    )
    assert ask(demo_database, partial) == [(0,)]
