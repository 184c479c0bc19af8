"""On texts of every kind the index and the scan find what a slow and obvious way finds."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.search.find import Answer, find
from etl.search.question import Term, parse
from tests.search.search_cases import chat, index, stored

PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ſ": "s"}
ALPHABET = "aáÁbBnñ łŁøØß'’-_.,!?\"*()0129 \n\t東京かタ한국ไทย हéЖжиΑαά😀½"
TEXTS = st.text(ALPHABET, max_size=40)
WORDS = st.text("aáÁbnñłøß'-.019東京か한국ไท हжαά", min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.none() | TEXTS, st.lists(TEXTS, max_size=3)), min_size=1, max_size=6),
    st.lists(st.tuples(st.sampled_from(["", "-", '"', "OR "]), WORDS, st.booleans()), min_size=1, max_size=4),
)
@example([("Łódź", ["e\u0301te\u0301", "한국어"])], [("", "ete", False), ("OR ", "국", False)])
def test_index_and_scan_find_what_a_plain_reading_finds(
    told: list[tuple[str | None, list[str]]], asked: list[tuple[str, str, bool]]
) -> None:
    chats = [chat(f"c{number}", title, *texts) for number, (title, texts) in enumerate(told)]
    text = " ".join(f"{sign}{word}{sign * (sign == chr(34))}{'*' * starts}" for sign, word, starts in asked)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "c.duckdb"
        with stored(database, chats) as connection:
            scan = find(connection, database, text, limit=100)
            index(connection, database)
            found = find(connection, database, text, limit=100)
    assert (scan.is_indexed, found.is_indexed) == (False, True)
    wanted = {
        one.name: number for one in chats if (number := _matches(one.title, [m.text for m in one.messages], text))
    }
    assert _told(scan) == wanted
    assert _told(found) == (wanted if found.instead is None else {})


def _told(answer: Answer) -> dict[str, int]:
    return {hit.conversation_id: hit.matches for hit in answer.hits if answer.instead is None}


def _matches(title: str | None, texts: Sequence[str], text: str) -> int:
    """Messages that answer a question; of a chat that says nothing its title is one."""
    question = parse(text)
    shown = [said for said in texts if said] or [""]

    def holds(term: Term, said: str) -> bool:
        return _holds(_tokens(title or ""), term) or _holds(_tokens(said), term)

    return sum(
        all(any(holds(term, said) for term in terms) for terms in question.wanted)
        and not any(holds(term, said) for term in question.unwanted)
        for said in shown
    )


def _holds(said: list[str], term: Term) -> bool:
    asked = _tokens(term.words)
    for start in range(len(said) - len(asked) + 1):
        there = said[start : start + len(asked)]
        if there[:-1] == asked[:-1] and (there[-1].startswith(asked[-1]) if term.is_prefix else there[-1] == asked[-1]):
            return True
    return False


def _tokens(text: str) -> list[str]:
    """Letters, digits and marks in a row; of scripts without blanks each by itself."""
    words, word = [], ""
    for character in unicodedata.normalize("NFC", text):
        script = unicodedata.name(character, "").split(" ")[0]
        if script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI"):
            words += [word, character]
            word = ""
        elif unicodedata.category(character)[0] in "LNM":
            word += _plain(character)
        else:
            words.append(word)
            word = ""
    return [one for one in [*words, word] if one]


def _plain(character: str) -> str:
    small = PLAIN.get(character.lower(), character.lower())
    return unicodedata.normalize("NFD", small)[0]
