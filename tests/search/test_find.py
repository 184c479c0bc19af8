"""A question finds what it asks for: from the index, from the scan, and as a slow obvious way would."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.search import indexed
from etl.search.find import Answer, find, matching, shown
from etl.search.question import parse
from tests.search.search_cases import Said, chat, index, stored

CHATS = (
    chat("flour", "Flour for the brioche", "How much?", Said("500 g, and six eggs.", "assistant")),
    chat("gdansk", "A week in Gdańsk", "Where is the night train to Łódź?", Said("At platform 2.", "assistant")),
    chat("tokyo", None, "東京大学はどこですか", Said("It is in Bunkyō, near the night bus.", "assistant")),
    chat("seoul", "서울 여행", "한국어로 말해 주세요"),
    chat("thai", "ภาษาไทย", "สวัสดีครับ"),
    chat("hindi", "हिन्दी", "यह क्या है?"),
    chat("code", "Sorting", Said("def f(x): return x", "assistant", (("code_blocks", 1),)), "C++ or foo_bar?"),
    chat("link", "Addresses", "See https://example.org/a-b for don’t and O'Brien."),
    chat("picture", "Kelvin and naïve café", Said("", "user", (("images", 1), ("kind", "image")))),
    chat("trains", "Trains", "The night train. A train at night.", "No night here, only a train"),
)


@pytest.fixture(scope="module", params=["index", "scan"])
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    database = tmp_path_factory.mktemp("search") / "c.duckdb"
    with stored(database, CHATS) as connection:
        if request.param == "index":
            index(connection, database)
        yield lambda text, **more: find(connection, database, text, **more)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("brioche flour", {"flour"}),
        ("BRIOCHE eggs", {"flour"}),
        ("Gdansk", {"gdansk"}),
        ("gdańsk lodz", {"gdansk"}),
        ("Łódź", {"gdansk"}),
        ("night train", {"gdansk", "trains"}),
        ('"night train"', {"gdansk", "trains"}),
        ('"train night"', set()),
        ("night -train", {"tokyo"}),
        ("bus OR platform", {"tokyo", "gdansk"}),
        ("night bus OR platform", {"tokyo"}),
        ("brio*", {"flour"}),
        ('"night tr"*', {"gdansk", "trains"}),
        ("brio", set()),
        ("東京", {"tokyo"}),
        ("大学", {"tokyo"}),
        ("京大", {"tokyo"}),
        ("東大", set()),
        ("한국", {"seoul"}),
        ("여행", {"seoul"}),
        ("ไทย", {"thai"}),
        ("हिन्दी", {"hindi"}),
        ("क्या", {"hindi"}),
        ("don't", {"link"}),
        ("o’brien", {"link"}),
        ("https://example.org/a-b", {"link"}),
        ("foo_bar", {"code"}),
        ("C++", {"code"}),
        ("naive CAFÉ", {"picture"}),
        ("flour in:title", {"flour"}),
        ("eggs in:title", set()),
        ("train in:message", {"gdansk", "trains"}),
        ("brioche in:message", set()),
        ("-train in:message night", {"tokyo"}),
        ("night role:assistant", {"tokyo"}),
        ("night -role:assistant", {"gdansk", "trains"}),
        ("has:code", {"code"}),
        ("has:link", {"link"}),
        ("has:image", {"picture"}),
        ("night until:2025-01-01", {"gdansk", "trains"}),
        ("night since:2025-01-02", {"tokyo", "trains"}),
        ("provider:claude night", set()),
        ("model:GPT-4 brioche", {"flour"}),
        ("-model:gpt-4o brioche", set()),
        ("category:travel night", set()),
        ("-category:travel brioche", {"flour"}),
        ("is:done brioche", set()),
        ("is:open brioche", {"flour"}),
    ],
)
def test_a_question_finds_what_it_asks_for(ask: Callable[..., Answer], question: str, names: set[str]) -> None:
    answer = ask(question)
    found = {hit.conversation_id for hit in answer.hits if answer.instead is None}
    assert found == names
    assert answer.chats == len(answer.hits)


@pytest.mark.parametrize("has_index", [True, False])
@pytest.mark.parametrize("question", ["night", "night OR train sort:newest", "has:code", "nihgt"])
def test_every_chat_that_matches_is_what_the_pages_show(tmp_path: Path, question: str, has_index: bool) -> None:
    database = tmp_path / "c.duckdb"
    with stored(database, CHATS) as connection:
        if has_index:
            index(connection, database)
        every = matching(connection, database, parse(question))
        pages = [hit for offset in range(5) for hit in find(connection, database, question, 1, offset).hits]
        assert [one.key for one in every.found] == [
            (hit.provider, hit.account_id, hit.conversation_id) for hit in pages
        ]
        assert shown(connection, database, every.question, every.found) == pages
        assert (every.chats, every.is_more) == (len(pages), False)


def test_chats_behind_those_that_are_ranked_follow_by_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "c.duckdb"
    monkeypatch.setattr(indexed, "MOST_RANKED", 3)
    with stored(database, [chat(f"c{number}", None, "night " * (number % 3 + 1)) for number in range(6)]) as connection:
        index(connection, database)
        names = [one.conversation_id for one in matching(connection, database, parse("night")).found]
    assert set(names[:3]) == {"c3", "c4", "c5"}
    assert names[3:] == ["c2", "c1", "c0"]
