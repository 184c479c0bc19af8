"""Categories without a network: how often they are right, that they are steady, and that the user has the last word."""

import json
import random
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.categorize import bayes, categories, labels, offline
from etl.categorize.bayes import is_met, seeds, tokens
from etl.categorize.categories import OTHER, built_in
from etl.categorize.labels import Key
from etl.errors import SettingError
from tests.conftest import ROOT
from tests.work import lines

NAMES, WORDS = list(built_in()), list(built_in().values())


def chats(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (ROOT / "samples" / name).read_text("utf-8").splitlines()]


def words_of(chats: list[dict[str, str]]) -> list[list[str]]:
    return [tokens(chat["title"]) + tokens(chat["title"], chat["first_message"]) for chat in chats]


TEXTS = words_of(chats("categories.jsonl"))


def named(guesses: list[bayes.Guess]) -> list[str]:
    return [OTHER if one.category is None else NAMES[one.category] for one in guesses]


@pytest.fixture
def database(tmp_path: Path, demo_database: Path) -> Path:
    return Path(copyfile(demo_database, tmp_path / "chats.duckdb"))


@pytest.mark.parametrize(("name", "number"), [("categories.jsonl", 300), ("categories_more.jsonl", 200)])
def test_86_in_100_labelled_chats_are_filed_as_a_person_would(name: str, number: int) -> None:
    labelled = chats(name)
    found = named(bayes.guess(words_of(labelled), WORDS, {}))
    right = [one == chat["category"] for one, chat in zip(found, labelled, strict=True)]
    of_any = [is_right for is_right, chat in zip(right, labelled, strict=True) if chat["category"] != OTHER]
    assert len(right) == number
    assert {chat["category"] for chat in labelled} == {*NAMES, OTHER}
    assert sum(of_any) / len(of_any) >= 0.86
    assert sum(right) / len(right) >= 0.86, "and what is of none is not forced into one"


def test_a_week_in_lisbon_on_a_budget_is_travel_alone_and_among_others() -> None:
    lisbon = words_of([{"title": "Week in Lisbon on a budget", "first_message": ""}])
    assert named(bayes.guess(lisbon, WORDS, {})) == ["Travel"]
    assert named(bayes.guess(lisbon + TEXTS, WORDS, {}))[0] == "Travel"


def test_the_order_of_chats_makes_no_difference() -> None:
    order = random.Random(1).sample(range(len(TEXTS)), len(TEXTS))
    guesses = bayes.guess(TEXTS, WORDS, {})
    assert bayes.guess([TEXTS[place] for place in order], WORDS, {}) == [guesses[place] for place in order]


def test_the_work_grows_with_the_number_of_chats() -> None:
    dice = random.Random(2)
    some = [sorted([*dice.choice(TEXTS)[:9], f"{dice.choice('abcdefgh')}{dice.randrange(9000):x}"]) for _ in range(400)]
    half, whole = (lines(lambda texts=texts: bayes.guess(texts, WORDS, {})) for texts in (some[:200], some))  # type: ignore[misc]
    assert 0 < whole < 2.5 * half, "with the square it would be four times as much"


def test_what_a_user_files_teaches_the_rest() -> None:
    told = [tokens(f"{thing} {word}") for thing in ("zither", "scones") for word in ("peg", "saddle")]
    texts = [tokens("zither strings"), *told]
    assert bayes.guess(texts, [["bake"], ["code"]], {})[0].category is None
    taught = bayes.guess(texts, [["bake"], ["code"]], {1: 1, 2: 1, 3: 0, 4: 0})
    assert (taught[0].category, taught[0].words[0]) == (1, "zither")


@given(st.lists(st.lists(st.sampled_from(["oven", "dough", "loop", "bug", "moon"]), max_size=6), max_size=8))
def test_every_text_gets_one_guess_and_reasons_of_its_own(texts: list[list[str]]) -> None:
    guesses = bayes.guess(texts, [["oven", "dough"], ["loop", "bug"]], {})
    assert len(guesses) == len(texts)
    for text, one in zip(texts, guesses, strict=True):
        assert set(one.words) <= set(text)
        assert (one.category is not None) or one.words == ()


@given(st.text())
def test_words_are_lower_case_sorted_and_each_once(text: str) -> None:
    found = tokens(text)
    assert found == sorted(set(found))
    assert all(len(word) >= 2 for word in found)


def test_a_seed_of_four_letters_stands_for_all_that_begins_with_it() -> None:
    whole, begun = seeds(["sql", "code"])
    assert is_met("codes", whole, begun)
    assert is_met("sql", whole, begun)
    assert not is_met("sqlite", whole, begun)
    assert not is_met("decode", whole, begun)


def test_a_seed_with_a_full_stop_stands_for_itself_and_accents_may_be_left_out() -> None:
    whole, begun = seeds(["train.", "Übung"])
    assert [is_met(word, whole, begun) for word in ("train", "training", "übungen", "ubungen")] == [1, 0, 1, 1]


def test_the_longest_seed_that_begins_a_word_is_meant() -> None:
    found = bayes.guess([["backend"], ["backende"], ["backen"]], [["backen"], ["backend"], ["oven"]], {})
    assert [one.category for one in found] == [1, 1, 0]


def test_what_the_user_filed_stays_and_can_be_taken_back(database: Path) -> None:
    first = offline.offline(database)
    assert first.conversations == len(first.filed) == 296
    key = min(first.filed)
    assert categories.move(database, [key], "Personal Advice") == 1
    assert key not in offline.offline(database).filed
    assert labels.labels(database)[key] == ("Personal Advice", "user", None)
    assert labels.store(database, {key: "Data Science & ML"}, "ai", "some-model") == 0
    assert labels.undo(database) == 1
    assert labels.labels(database)[key].category == first.filed[key]
    assert labels.undo(database) == 0


def test_filing_again_changes_nothing(database: Path) -> None:
    assert offline.offline(database).filed == offline.offline(database).filed


def test_a_category_of_ones_own_finds_its_chats(database: Path) -> None:
    categories.add_category(database, "Bread", ["ciabatta", "baguette", "sourdough"])
    filed = offline.offline(database).filed
    assert 0 < list(filed.values()).count("Bread") < 100
    moved = categories.rename_category(database, "Bread", "Baking")
    assert moved == list(filed.values()).count("Bread")
    assert [one.name for one in categories.categories(database)][-2:] == ["Baking", OTHER]
    assert categories.remove_category(database, "Baking") == moved
    with pytest.raises(SettingError, match="no category 'Baking'"):
        categories.remove_category(database, "Baking")
    with pytest.raises(SettingError, match="cannot be the name"):
        categories.add_category(database, OTHER, [])


def test_who_keeps_categories_of_their_own_takes_up_a_new_one_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    categories.add_category(path, "Bees", ["hive", "swarm"])
    for name in NAMES[1:]:
        categories.remove_category(path, name)
    assert [one.name for one in categories.categories(path)] == [NAMES[0], "Bees", OTHER], "nothing comes by itself"
    categories.add_category(path, "Travel", [])
    assert categories.categories(path)[-2] == ("Travel", built_in()["Travel"])


def test_two_categories_can_become_one(database: Path) -> None:
    one, other = NAMES[:2]
    filed = list(offline.offline(database).filed.values())
    categories.rename_category(database, one, other)
    named = [label.category for label in labels.labels(database).values()]
    assert named.count(other) == filed.count(one) + filed.count(other)
    names = [found.name for found in categories.categories(database)]
    assert names == [*NAMES[1:], OTHER]


def test_marks_are_kept_and_taken_away(tmp_path: Path) -> None:
    keys: list[Key] = [("chatgpt", "", "a"), ("claude", "me", "b")]
    path = tmp_path / "chats.duckdb"
    assert labels.marks(path) == set()
    assert labels.mark(path, keys, True) == 2
    assert labels.mark(path, keys, True) == 0
    assert labels.marks(path) == set(keys)
    assert labels.mark(path, keys[:1], False) == 1
    assert labels.marks(path) == {keys[1]}
