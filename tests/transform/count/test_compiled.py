"""The compiled tokenizer of the extra ``fast`` counts as tiktoken does, or is not asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.transform.count import tokens
from etl.transform.count.compiled import HARD, SAMPLE, compiled_counter, counts_alike
from etl.transform.count.tokens import COMPILED, count_one, count_tokens, foresee
from etl.transform.count.vocabularies import PUBLISHED, SEPARATOR
from tests.transform.count.test_splitting import adversarial

NAMES = sorted(PUBLISHED)


@pytest.fixture
def much(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process has much to count."""
    pytest.importorskip("toktok", reason="the extra fast is not installed")
    monkeypatch.setattr(tokens, "_left", 0)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by the name of each encoding that the compiled counter is asked for; it is as if not installed."""
    names: list[str] = []
    monkeypatch.setattr(tokens, "compiled_counter", names.append)
    monkeypatch.setattr(tokens, "_left", tokens._left)
    return names


@pytest.mark.parametrize("name", NAMES)
def test_the_counts_told_of_the_hard_sample_are_tiktokens(name: str) -> None:
    assert list(HARD[name]) == [count_one(text, name) for text in SAMPLE]


@pytest.mark.usefixtures("much")
@pytest.mark.parametrize("name", NAMES)
def test_the_compiled_counter_passes_the_check_and_is_asked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled_counter(name) is not None
    monkeypatch.setattr(tokens, "_count_joined", lambda texts, _: ["tiktoken"] * len(texts))
    assert count_tokens(["hello world", "it'ſ", "", "語"], name)[:3] == [2, "tiktoken", 0]


@pytest.mark.usefixtures("much")
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150)
@given(some=st.lists(st.one_of(adversarial, st.text(max_size=60), st.just(SEPARATOR)), max_size=8))
def test_every_text_has_as_many_tokens_as_by_tiktoken(name: str, some: list[str]) -> None:
    assert count_tokens(some, name) == [count_one(text, name) for text in some]


@pytest.mark.usefixtures("much")
@pytest.mark.parametrize("name", NAMES)
def test_every_character_it_is_asked_for_counts_alike(name: str) -> None:
    """Of most characters a sample will do: a splitting rule tells few kinds of them."""
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    characters = [one for one in characters if one < "\u3000" or "\ua000" <= one < "\uac00" or ord(one) % 50 == 0]
    texts = [f"a{one}B{one}1 {one}{one}'s{one}\n{one}A{one}" for one in characters if counts_alike(one)]
    assert count_tokens(texts, name) == tokens._count_joined(texts, name)


def test_a_process_takes_to_it_once_it_has_counted_much(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_UNFORESEEN", 10)
    foresee(0)
    for text in ("12345", "6789", "0", "x"):
        count_tokens([text], "cl100k_base")
    assert asked == ["cl100k_base"]


def test_it_is_asked_from_the_first_text_on_where_much_is_foreseen(asked: list[str]) -> None:
    foresee(COMPILED)
    count_tokens(["x"], "o200k_base")
    assert asked == ["o200k_base"]


def test_it_is_never_asked_where_less_is_foreseen(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_UNFORESEEN", 0)
    foresee(COMPILED - 1)
    for text in ("12345", "x"):
        count_tokens([text], "cl100k_base")
    assert asked == []


@pytest.mark.usefixtures("much")
def test_what_tiktoken_does_not_count_is_not_counted_either() -> None:
    assert count_tokens(["x", " " * 1_000_000, "y"], "o200k_base") == [1, None, 1]
