"""A question finds what it asks for: from the index, from the scan, and as a slow obvious way would."""

from collections.abc import Callable, Iterator

import pytest

from etl.search.find import Answer, find
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
