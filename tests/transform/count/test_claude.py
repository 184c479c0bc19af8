"""Tokens of Claude's models: by ctok where it is installed, else estimated from o200k_base."""

import csv
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from etl import assets
from etl.rows.conversation import Conversation, Flat
from etl.rows.details import MessageTokens
from etl.rows.message import Message
from etl.transform.count import count
from etl.transform.count.claude import claude_basis, claude_encodings, count_claude, reconstruction
from etl.transform.count.claude_classes import CLASSES, text_class
from etl.transform.count.tokens import count_one
from etl.transform.count.vocabularies import PUBLISHED

EXACT = sorted(claude_encodings() - {"claude_legacy"})
TEXTS = (
    "The quiet harbour was full of boats, and nobody knew which of them was ours.",
    "Der Hafen war voller Boote, und niemand wusste, welches davon unseres war.",
    "港にはたくさんの船があり、どれが私たちのものか誰も知りませんでした。",
    "```python\nfor boat in harbour:\n    if boat.owner == me:\n        return boat\n```",
)


def rows(name: str) -> list[dict[str, str]]:
    with assets.seed(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def no_ctok(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the extra is not installed: importing ctok fails."""
    monkeypatch.setitem(sys.modules, "ctok", None)
    reconstruction.cache_clear()
    yield
    reconstruction.cache_clear()


@pytest.mark.usefixtures("no_ctok")
@pytest.mark.parametrize("name", sorted(claude_encodings()))
def test_an_estimate_is_the_factor_of_the_class_times_the_count_in_o200k(name: str) -> None:
    factors = {row["text_class"]: row["factor"] for row in rows("token_factors") if row["encoding"] == name}
    expected = [
        int(
            (Decimal(count_one(text, "o200k_base") or 0) * Decimal(factors[text_class(text)])).quantize(
                0, ROUND_HALF_UP
            )
        )
        for text in TEXTS
    ]
    assert count_claude(TEXTS, name) == expected
    assert claude_basis(name) == "factor_o200k"


@pytest.mark.usefixtures("no_ctok")
def test_estimates_of_known_texts() -> None:
    text = "What is the capital of France? " * 50
    assert count_one(text, "o200k_base") == 351
    assert text_class(text) == "english"
    assert count_claude([text, ""], "claude_v3") == [396, 0]
    assert count_claude([text, ""], "claude_v4_8") == [536, 0]
    assert count_claude([text, ""], "claude_legacy") == [396, 0]


@pytest.mark.usefixtures("no_ctok")
def test_half_a_token_is_rounded_up() -> None:
    text = next(text for text in ("港 " * n for n in range(600)) if count_one(text, "o200k_base") == 500)
    assert text_class(text) == "han"
    assert 500 * 1_263 == 631_500
    assert count_claude([text], "claude_v3") == [632]


def test_every_family_has_a_factor_for_every_class() -> None:
    assert {(row["encoding"], row["text_class"]) for row in rows("token_factors")} == {
        (name, kind) for name in claude_encodings() for kind in CLASSES
    }


def test_every_encoding_of_the_model_map_can_be_counted_in() -> None:
    assert {row["encoding"] for row in rows("model_map")} - {""} <= claude_encodings() | PUBLISHED.keys()


@pytest.mark.parametrize("name", EXACT)
def test_t12_the_reconstruction_gives_the_published_counts(name: str) -> None:
    exact = reconstruction(name)
    if exact is None:
        pytest.skip("the extra claude is not installed; ctok needs Python 3.12")
    framed = {row["encoding"]: int(row["per_message"]) + int(row["priming"]) for row in rows("token_rules")}[name]
    published = {"hello, world": (10, 15, 10), "Hello, Claude": (10, 18, 13)}
    found = {text: exact(text) + framed for text in published}
    assert found == {text: counts[EXACT.index(name)] for text, counts in published.items()}
    assert count_claude(["hello, world", ""], name) == [exact("hello, world"), 0]
    assert claude_basis(name) == "counted_ctok"


def test_t12_a_question_with_quotes() -> None:
    exact = reconstruction("claude_v3")
    if exact is None:
        pytest.skip("the extra claude is not installed; ctok needs Python 3.12")
    assert exact('How many "s" in "assistant"?') + 7 == 17


def test_ctok_does_not_know_the_oldest_models() -> None:
    assert claude_basis("claude_legacy") == "factor_o200k"


def test_messages_say_how_their_tokens_were_counted() -> None:
    flat = chat("claude-3-opus", "claude-3-opus")
    flat.messages.append(Message("e", role="user", tour_in=9, tour_out=9))
    other = chat("gpt-4o", "gpt-4o")
    other.messages.append(Message("blank", role="user", text=" " * 1_000_000, tour_in=9, tour_out=9))
    count([flat, other])
    assert {(m.encoding, m.encoding_basis) for m in flat.messages} == {("claude_v3", "map")}
    assert {m.token_basis for m in flat.messages} == {claude_basis("claude_v3")}
    assert flat.messages[-1].tokens == 0
    assert [m.token_basis for m in other.messages] == ["counted_tiktoken"] * 3 + [None]


def test_a_chat_that_changes_to_claude_has_every_context_in_one_encoding() -> None:
    flat = chat("gpt-4o", "claude-opus-4-8")
    count([flat])
    old = [count_one(text, "o200k_base") for text in TEXTS[:3]]
    new = count_claude(TEXTS[:3], "claude_v4_8")
    assert [m.encoding for m in flat.messages] == ["o200k_base", "o200k_base", "claude_v4_8"]
    assert [m.tokens for m in flat.messages] == [old[0], old[1], new[2]]
    assert [m.context_tokens for m in flat.messages] == [0, old[0], (new[0] or 0) + (new[1] or 0)]
    others = {(d.node_id, d.encoding, d.tokens) for d in flat.details if isinstance(d, MessageTokens)}
    assert others == {("u", "claude_v4_8", new[0]), ("a", "claude_v4_8", new[1]), ("b", "o200k_base", old[2])}


def test_without_a_message_of_claudes_ctok_is_not_even_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    class Watch:
        """Sees what is about to be imported, and finds nothing itself."""

        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            looked_for.append(name)

    monkeypatch.delitem(sys.modules, "ctok", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Watch, *sys.meta_path])
    reconstruction.cache_clear()
    count([chat("gpt-4o")])
    assert "ctok" not in looked_for
    count([chat("claude-3-opus")])
    assert "ctok" in looked_for


def chat(*slugs: str) -> Flat:
    """A question and, one below the other, an answer of each model."""
    last = 2 * len(slugs) + 1
    messages = [Message("u", role="user", text=TEXTS[0], in_context=True, tour_in=0, tour_out=last)]
    for place, (slug, text) in enumerate(zip(slugs, TEXTS[1:], strict=False), start=1):
        answer = Message("uab"[place], role="assistant", text=text, model_slug=slug, in_context=True)
        answer.tour_in, answer.tour_out, answer.parent_id = place, last - place, "uab"[place - 1]
        messages.append(answer)
    return Flat(Conversation("c"), messages=messages)
