"""Pairs for training: turns that alternate, of what was asked and answered, and nothing lost without a count."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from etl.export.conversation import Message
from etl.export.training import pairs
from tests.export.export_cases import message

SAID = st.tuples(
    st.sampled_from(["user", "assistant", "tool"]),
    st.sampled_from(["", "a", "b\n", " "]),
    st.sampled_from([None, "hidden"]),
)


def said(*texts: str) -> list[Message]:
    """Messages as "u: text" and "a: text"."""
    roles = {"u": "user", "a": "assistant", "t": "tool"}
    return [message(str(place), text[3:], role=roles[text[0]]) for place, text in enumerate(texts)]


def contents(messages: list[Message]) -> list[tuple[str, str]] | None:
    found = pairs(messages, Counter())
    return None if found is None else [(one["role"], one["content"]) for one in found]


def test_what_one_side_says_in_several_messages_is_one() -> None:
    assert contents(said("u: Hi", "u: there", "t: x", "a: One", "a: two")) == [
        ("user", "Hi\n\nthere"),
        ("assistant", "One\n\ntwo"),
    ]


def test_a_chat_begins_with_a_question_and_ends_with_an_answer() -> None:
    left_out: Counter[str] = Counter()
    found = pairs(said("a: Welcome", "u: Hi", "a: Hello", "u: Bye", "u: now"), left_out)
    assert found == [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]
    assert left_out == {"in no pair of question and answer": 3}


def test_a_chat_without_an_answer_is_no_line() -> None:
    assert contents(said("u: Hi")) is contents(said("a: Hi")) is contents([]) is None


def test_custom_instructions_are_the_prompt_of_the_system() -> None:
    told = message("c", "Be short.", is_user_context=True, kind="context")
    assert contents([told, *said("u: Hi", "a: Hello")]) == [
        ("system", "Be short."),
        ("user", "Hi"),
        ("assistant", "Hello"),
    ]


def test_marks_of_citations_are_left_out() -> None:
    assert contents(said("u: Hi", "a: So\ue200cite\ue202x\ue201.")) == [("user", "Hi"), ("assistant", "So.")]


@given(st.lists(SAID))
def test_turns_alternate(cases: list[tuple[str, str, str | None]]) -> None:
    messages = [message(str(n), text, role=role, aside=aside) for n, (role, text, aside) in enumerate(cases)]
    left_out: Counter[str] = Counter()
    found = pairs(messages, left_out)
    roles = [one["role"] for one in found or []]
    assert roles == ["user", "assistant"] * (len(roles) // 2)
    kept = sum(one["content"].count("a") + one["content"].count("b") for one in found or [])
    assert kept + left_out.total() == len(messages)
