"""The grammar of a question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import SettingError
from etl.search.question import MOST, Filter, Question, Term, parse


def wanted(*terms: str) -> tuple[tuple[Term, ...], ...]:
    return tuple((Term(term),) for term in terms)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("night train", Question(wanted("night", "train"))),
        ('"night train" bus', Question(wanted("night train", "bus"))),
        ("“night train”", Question(wanted("night train"))),
        ('"never closed', Question(wanted("never closed"))),
        ("bus OR tram city", Question(((Term("bus"), Term("tram")), (Term("city"),)))),
        ("OR bus OR", Question(wanted("bus"))),
        ("or bus", Question(wanted("or", "bus"))),
        ("-bus", Question(unwanted=(Term("bus"),))),
        ('-"night bus" train', Question(wanted("train"), (Term("night bus"),))),
        ("well-known", Question(wanted("well-known"))),
        ("brio*", Question(((Term("brio", is_prefix=True),),))),
        ('"a brio"*', Question(((Term("a brio", is_prefix=True),),))),
        ('!!! - * ""', Question()),
        ("foo:bar http://x.y", Question(wanted("foo:bar", "http://x.y"))),
        ('model:o3 -model:"GPT 4"', Question(filters=(Filter("model", "o3"), Filter("model", "GPT 4", is_not=True)))),
        ("has:code is:done", Question(filters=(Filter("has", "code"), Filter("is", "done")))),
        ("role:user role:tool", Question(roles=("user", "tool"))),
        ("-role:user", Question(roles=("assistant", "tool", "system"))),
        ("since:2025 until:2025", Question(since=date(2025, 1, 1), until=date(2025, 12, 31))),
        ("since:2024-02 until:2024-02", Question(since=date(2024, 2, 1), until=date(2024, 2, 29))),
        ("since:2024-02-03", Question(since=date(2024, 2, 3))),
        ("a in:title sort:newest", Question(wanted("a"), in_title=True, is_newest_first=True)),
        ("a in:title in:message", Question(wanted("a"), in_message=True)),
        ("model: x", Question(wanted("model:", "x"))),
    ],
)
def test_a_text_asks_a_question(text: str, question: Question) -> None:
    assert parse(text) == question


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("has:everything", "'has:' takes code, image, file, tool, link; 'everything' is none of them."),
        ("sort:oldest", "'sort:' takes best, newest; 'oldest' is none of them."),
        ("since:yesterday", "'since:' takes a day, a month or a year: 2025-03-31, 2025-03, 2025."),
        ("until:2025-02-30", "'until:' takes a day, a month or a year: 2025-03-31, 2025-03, 2025."),
        ("-since:2025", "'since:' cannot be turned round; leave the '-' out."),
        ("a " * 41, "A question has 40 words and filters at most; leave some out."),
        ("a" * 1_001, "A question has 1,000 characters at most, this one 1,001; shorten it."),
    ],
)
def test_what_means_nothing_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SettingError) as refused:
        parse(text)
    assert str(refused.value) == sentence


@given(st.text(max_size=60))
def test_any_text_is_a_question_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except SettingError:
        return
    assert sum(map(len, found.wanted)) + len(found.unwanted) + len(found.filters) <= MOST
