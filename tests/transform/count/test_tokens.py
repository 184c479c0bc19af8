"""Counting is exact: every count equals tiktoken's own, whatever the text."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.rows.conversation import Conversation, Flat
from etl.rows.details import MessageTokens
from etl.rows.message import Message
from etl.transform.count import count, tokens
from etl.transform.count.tokens import count_one, count_tokens, token_ids
from etl.transform.count.vocabularies import PUBLISHED, SEPARATOR, encoding, published
from tests.transform.count.count_cases import answer, chat

NAMES = sorted(PUBLISHED)

texts = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(["<|endoftext|>", "<|im_start|>", " " * 40, "\r\n\r\n", "日本語", "'ll", SEPARATOR]),
    ),
    max_size=12,
)


@pytest.mark.parametrize("name", NAMES)
def test_the_packed_vocabulary_is_the_published_one(name: str) -> None:
    assert hashlib.sha256(published(name)).hexdigest() == PUBLISHED[name]


@pytest.mark.parametrize("name", NAMES)
@given(some=texts)
def test_joined_counts_equal_single_counts(name: str, some: list[str]) -> None:
    assert count_tokens(some, name) == [count_one(text, name) for text in some]


@pytest.mark.parametrize("name", NAMES)
def test_known_counts(name: str) -> None:
    assert count_tokens(["hello world", "", "What is the capital of France?"], name) == [2, 0, 7]


@pytest.mark.parametrize("name", NAMES)
def test_a_special_token_in_a_text_is_ordinary_text(name: str) -> None:
    assert count_tokens(["<|endoftext|>"], name) == [len(encoding(name).encode_ordinary("<|endoftext|>"))]
    assert count_one("<|endoftext|>", name) == 7


def test_a_text_that_tiktoken_gives_up_on_is_unknown_not_zero() -> None:
    assert count_tokens(["x", " " * 1_000_000, "y"], "o200k_base") == [1, None, 1]


@pytest.fixture(params=[1_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def longest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The letters of a word that is not counted: fewer than usual, and as they are."""
    monkeypatch.setattr(tokens, "_LONGEST_WORD", request.param)
    monkeypatch.setattr(tokens, "_LONGEST_BLANK", request.param // 5)
    return int(request.param)


@pytest.mark.parametrize("letter", ["x", "=", "é", "語", "e\u0301"])
@pytest.mark.parametrize("before", [0, 1, 499, 500, 777])
def test_a_word_of_a_million_letters_is_unknown_wherever_it_begins(letter: str, before: int, longest: int) -> None:
    begin = before * longest // 1_000
    word, around = letter * (longest // len(letter)), ("a b, " * begin)[:begin]
    assert count_tokens(["x", f"{around} {word} 1", "y"], "o200k_base") == [1, None, 1]


def test_long_texts_of_shorter_words_are_counted(longest: int) -> None:
    text = "x" * (longest - 1) + "1" + "=" * (longest - 1) + "word, " * (longest // 10)
    assert count_tokens([text], "o200k_base") == [count_one(text, "o200k_base")] != [None]


@pytest.mark.parametrize("name", NAMES)
def test_a_tiktoken_without_its_private_way_counts_the_same(name: str) -> None:
    class Public:
        """What tiktoken promises of an encoding, and nothing else."""

        encode = staticmethod(encoding(name).encode)

    joined = SEPARATOR.join(["hello <|endoftext|>", "", "日本語"])
    assert token_ids(Public, joined) == token_ids(encoding(name), joined)


def test_t1_context_follows_the_branches() -> None:
    flat = Flat(Conversation("c", default_model_slug="gpt-4o"), messages=_t1())
    count([flat])
    found = {m.node_id: (m.context_tokens, m.context_messages, m.tokens) for m in flat.messages}
    assert found == {
        "m1": (0, 0, 7),
        "m2": (7, 1, 7),
        "m3": (14, 2, 4),
        "m4": (18, 3, 7),
        "m5": (14, 2, 4),
        "m6": (18, 3, 7),
    }
    inputs = [
        (m.context_tokens or 0) + 4 * (m.context_messages or 0) + 3 for m in flat.messages if m.role == "assistant"
    ]
    assert inputs == [14, 33, 33]


def test_a_change_of_encoding_on_the_way_counts_the_whole_context_anew() -> None:
    words = "naïve 日本語 テキスト"
    flat = chat(answer("a", "gpt-4", text=words), answer("b", "gpt-4o", text=words, tour=(4, 5), parent="a"))
    flat.messages[1].tour_out = 6
    flat.messages[0].text = words
    count([flat])
    old, new = (len(encoding(name).encode_ordinary(words)) for name in ("cl100k_base", "o200k_base"))
    assert old != new
    assert [m.tokens for m in flat.messages] == [old, old, new]
    assert [m.context_tokens for m in flat.messages] == [0, old, 2 * new]
    others = {(d.node_id, d.encoding, d.tokens) for d in flat.details if isinstance(d, MessageTokens)}
    assert others == {("u", "o200k_base", new), ("a", "o200k_base", new), ("b", "cl100k_base", old)}


def _t1() -> list[Message]:
    """The six messages of the worked example of the manual's page on cost."""
    rows = [
        ("m1", "user", "What is the capital of France?", 1, 12),
        ("m2", "assistant", "The capital of France is Paris.", 2, 11),
        ("m3", "user", "And of Spain?", 3, 6),
        ("m4", "assistant", "The capital of Spain is Madrid.", 4, 5),
        ("m5", "user", "And of Italy?", 7, 10),
        ("m6", "assistant", "The capital of Italy is Rome.", 8, 9),
    ]
    return [
        Message(node, role=role, text=text, in_context=True, tour_in=start, tour_out=end, model_slug="gpt-4o")
        for node, role, text, start, end in rows
    ]
