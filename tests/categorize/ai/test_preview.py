"""Before anything is spent: what would leave this machine, word for word, and what it would cost."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.categorize.ai.preview import plan
from etl.categorize.ai.runner import run
from etl.categorize.ai.settings import Setup, configured
from etl.categorize.categories import add_category, move
from etl.errors import SettingError
from etl.state.file import save, state_path
from etl.transform.count.tokens import count_tokens
from tests.categorize.ai.ai_cases import CATEGORIES, MODEL, asking, chats, database, filed, key, numbered, serving

SETUP = Setup(CATEGORIES)


def sent(path: Path, **fields: Any) -> list[tuple[str, str]]:
    return [(text.title, text.opening) for text in plan(path, Setup(CATEGORIES, **fields)).asked]


def test_the_texts_of_the_plan_are_what_the_server_gets_and_all_it_gets(tmp_path: Path) -> None:
    path = database(tmp_path, [("Müller & <b>", "Zeile\n\nzwei 🎉"), ('"quoted"', "x" * 900), ("New", "")])
    with serving(lambda body, _: filed(body)) as server:
        doing = plan(path, asking(server))
        run(doing, key(server))
    messages = [message["content"] for message in server.bodies[0]["messages"]]
    assert messages == doing.messages
    assert chats(server.bodies[0]) == [
        {"id": 1, "title": "Müller & <b>", "text": "Zeile zwei 🎉"},
        {"id": 2, "title": '"quoted"', "text": "x" * 300},
        {"id": 3, "title": "New"},
    ]
    assert set(server.bodies[0]) == {
        *("model", "messages", "reasoning_effort", "max_completion_tokens", "response_format"),
    }


def test_titles_only_means_no_word_of_a_message(tmp_path: Path) -> None:
    path = database(tmp_path, [("Title", "private words"), (None, "more of them")])
    doing = plan(path, Setup(CATEGORIES, titles_only=True))
    assert [(text.title, text.opening) for text in doing.asked] == [("Title", "")]
    assert "private" not in json.dumps(doing.messages)


def test_fewer_characters_can_be_sent(tmp_path: Path) -> None:
    assert sent(database(tmp_path, [("Title", "private words")]), characters=7) == [("Title", "private")]


def test_addresses_numbers_and_keys_are_put_out_of_sight_before_the_text_is_cut(tmp_path: Path) -> None:
    text = f"{'a' * 285} ann.example@mail.example.org and +41 44 668 18 00"
    path = database(tmp_path, [("Mail to bob@example.org", text), ("Key", "my key sk-abcdefghijklmnopqrstuvwxyz")])
    assert sent(path) == [
        ("Mail to [mail 1]", f"{'a' * 285} [mail 1] and ["),
        ("Key", "my key [key 1]"),
    ]
    assert sent(path, redact=False)[1] == ("Key", "my key sk-abcdefghijklmnopqrstuvwxyz")


def test_the_same_text_is_asked_once_for_all_its_conversations(tmp_path: Path) -> None:
    doing = plan(database(tmp_path, [("New chat", "hi")] * 3), SETUP)
    assert (len(doing.asked), doing.chats) == (1, 3)


def test_conversations_without_a_word_and_those_the_user_filed_are_not_sent(tmp_path: Path) -> None:
    path = database(tmp_path, [(None, "  "), *numbered(3)])
    add_category(path, "Travel", [])
    move(path, [("chatgpt", "", "c2")], "Travel")
    doing = plan(path, SETUP)
    assert [text.chats[0][2] for text in doing.asked] == ["c1", "c3"]
    assert doing.moved == 1


def test_only_wanted_conversations_are_planned(tmp_path: Path) -> None:
    doing = plan(database(tmp_path, numbered(5)), SETUP, {("chatgpt", "", "c4")})
    assert [text.title for text in doing.asked] == ["Chat 4"]


def test_tokens_and_price_are_those_of_what_is_sent(tmp_path: Path) -> None:
    doing = plan(database(tmp_path, numbered(30)), SETUP)
    counted = sum(count or 0 for count in count_tokens([doing.messages[0], *doing.messages], "o200k_base"))
    assert doing.requests == 2
    assert counted <= doing.usage.input <= counted * 1.3
    assert doing.usd == (doing.usage.input * Decimal("0.10") + doing.usage.output * Decimal("0.50")) / 1_000_000


def test_a_model_without_a_price_is_said_to_have_none(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    doing = plan(path, Setup(CATEGORIES, model="llama-local"))
    assert doing.price is None
    assert doing.usd is None
    with pytest.raises(SettingError, match="No price is known for llama-local, so max_usd cannot be held"):
        plan(path, Setup(CATEGORIES, model="llama-local", max_usd=Decimal(1)))


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(5))
    plan(path, SETUP)
    assert not state_path(path).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("batch_size", value) for value in (4, 101, True, 25.0, "25")),
        *(("max_concurrency", value) for value in (0, 9)),
        *(("characters", value) for value in (-1, 4001)),
        *(("max_usd", Decimal(value)) for value in ("0", "-1", "nan", "inf")),
        *(("model", value) for value in ("", " ", "a\nb", "x" * 201)),
        *(("categories", value) for value in ((), ("One",), ("One", "One"), ("One", ""))),
    ],
)
def test_an_impossible_setup_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(SettingError, match=name):
        Setup(**{"categories": CATEGORIES, name: value})


def test_model_and_endpoint_are_of_the_option_else_the_variable_else_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chats.duckdb"
    for name in ("ETL_AI_MODEL", "ETL_AI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert configured(path, {}) == {"model": MODEL, "base_url": "https://api.openai.com/v1"}
    save(path, "ai_model", "of the setting")
    assert configured(path, {})["model"] == "of the setting"
    monkeypatch.setenv("ETL_AI_MODEL", "of the variable")
    assert configured(path, {})["model"] == "of the variable"
    assert configured(path, {"model": "of the option"})["model"] == "of the option"
