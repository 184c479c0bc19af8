"""etl search, as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.search.find import Answer
from etl.search.listing import total
from etl.search.question import parse
from etl.search.snippets import finder, marked, snippet
from tests.search.search_cases import Said, chat, index, stored

CHATS = (
    chat("a", "The night train to Vienna", Said("Which \x1b[31m night\x1b[0m \u202etrain is it?", "user")),
    chat("b", None, Said("It leaves at night, " + "and on and on " * 30 + "by train.", "assistant")),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("command") / "c.duckdb"
    with stored(path, CHATS) as connection:
        index(connection, path)
    return path


def asked(database: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["search", *words, "--db", str(database)])


def test_what_was_found_is_listed_with_its_words_marked(database: Path) -> None:
    result = asked(database, "NIGHT", "train")
    assert result.stdout == (
        "The «night» «train» to Vienna                        2025-01-01  gpt-4o  chatgpt\n"
        "  Which \\u001b[31m «night»\\u001b[0m \\u202e«train» is it?\n"
        "  https://chatgpt.com/c/a\n"
        "\n"
        "(without a title)                                    2025-01-01  gpt-4o  chatgpt\n"
        "  It leaves at «night», and on and on and on and on and on and on and on and on…\n"
        "  https://chatgpt.com/c/b\n"
        "\n"
    )
    assert result.stderr == "2 chats, 2 messages.\n"


def test_words_that_nobody_said_are_replaced_by_the_nearest(database: Path) -> None:
    result = asked(database, "nihgt", "trian")
    assert result.stderr == "Nothing holds nihgt trian; night train is in 2 chats, 2 messages.\n"
    assert "Vienna" in result.stdout
    nothing = asked(database, "zzzzzzz")
    assert (nothing.stdout, nothing.stderr) == ("", "Nothing holds zzzzzzz.\n")


def test_programs_get_columns(database: Path) -> None:
    told = json.loads(asked(database, "vienna", "--format", "json").stdout)
    assert (told["report"], told["conversations"], told["messages"], told["at_least"]) == ("search", 1, 1, False)
    (row,) = told["rows"]
    assert row["title"] == "The night train to Vienna"
    assert row["snippet"].startswith("Which ")
    assert row["conversation_id"] == "a"
    assert row["url"] == "https://chatgpt.com/c/a"


def test_a_minus_is_a_word_and_two_are_an_option(database: Path) -> None:
    assert asked(database, "night", "-vienna").stderr == "1 chat, 1 message.\n"
    refused = asked(database, "night", "--lmit", "3")
    assert refused.exit_code == 2
    assert "No such option '--lmit'" in refused.stderr


def test_what_means_nothing_is_one_sentence(database: Path) -> None:
    refused = asked(database, "has:all")
    assert refused.exit_code == 1
    assert refused.stderr == "Error: 'has:' takes code, image, file, tool, link; 'all' is none of them.\n"
    missing = CliRunner().invoke(main, ["search", "a", "--db", "nowhere.duckdb"])
    assert missing.stderr == "Error: There is no nowhere.duckdb. Make it with: etl load EXPORT\n"


def test_more_than_can_be_ranked_is_said(database: Path) -> None:
    assert total(Answer([], 900, 10_000, is_more=True), "the") == (
        "At least 900 chats, at least 10,000 messages; the first 0 are shown."
    )


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("cafe", "The Café, a CAFÉ.", "The «Café», a «CAFÉ»."),
        ("cafe", "Cafe\u0301s and cafe\u0301", "Cafés and «café»"),
        ('"a b"', "a-b, a, b, ab", "«a-b», «a, b», ab"),
        ("東京", "在東京都", "在«東京»都"),
        ("brio*", "Briochen, embrio", "«Briochen», embrio"),
        ("straße OR strasse", "Straße", "«Straße»"),
        ("हिन्दी", "यह हिन्दी है", "यह «हिन्दी» है"),
        ("a.b", "a b", "«a b»"),
    ],
)
def test_what_was_found_is_marked_where_it_stands(question: str, text: str, shown: str) -> None:
    assert marked(text, finder(parse(question))).marked("«", "»") == shown


def test_a_snippet_is_what_stands_around() -> None:
    text = "word " * 100 + "needle \ue200cite\ue202turn0\ue201and " + "more " * 100
    shown = snippet(text, finder(parse("needle"))).marked("[", "]")
    assert shown.startswith("…word word")
    assert " [needle] and more " in shown
    assert shown.endswith("…")
    assert len(shown) < 250
