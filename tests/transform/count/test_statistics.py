"""Statistics of a text, against the slow obvious way."""

from hypothesis import given
from hypothesis import strategies as st

from etl.rows.message import Message
from etl.transform.count.statistics import add_statistics


@given(st.text())
def test_letters_and_capitals_equal_a_plain_count(text: str) -> None:
    message = Message("n", role="user", text=text)
    add_statistics(message)
    assert message.letters == sum(character.isalpha() for character in text)
    assert message.capitals == sum(character.isupper() for character in text)
    assert message.words == len(text.split())


def test_manners_are_counted_as_whole_words() -> None:
    message = Message("n", role="user", text="Please, PLEASE help! Thanks, thank you. lol class hello? Damn.")
    add_statistics(message)
    counts = (message.pleases, message.thanks, message.laughs, message.curses)
    assert counts == (2, 2, 1, 1)
    assert (message.questions, message.exclamations) == (1, 1)


def test_only_a_persons_own_words_have_manners() -> None:
    answer = Message("n", role="assistant", text="Please wait.")
    context = Message("n", role="user", text="please", is_user_context=True)
    tool = Message("n", role="tool", text="please")
    for message in (answer, context, tool):
        add_statistics(message)
    assert (answer.pleases, answer.words) == (None, 2)
    assert (context.pleases, context.words) == (None, 1)
    assert (tool.pleases, tool.words) == (None, None)
