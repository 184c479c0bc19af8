"""Whatever is asked is a question, found or not, or refused in one short sentence: by the index and by the scan."""

from pathlib import Path

import duckdb
import pytest

from etl.errors import SettingError
from etl.search.find import find
from etl.search.listing import total
from tests.search.search_cases import chat, index, stored

QUESTIONS = (
    *('"', '""', '"""', "'", "' or 1=1 --", '"a" "', "NEAR(", "NEAR(a b, 3)", "night NEAR train", "*", "**", "-"),
    *("--", "-*", "OR", "OR OR", "OR OR OR night", "AND", "NOT night", "night AND NOT train", "title:night"),
    *("{title}: night", "body : night", "^night", "night^2", "night + train", "((((", "a:b:c", "model:"),
    *('model:""', 'model:"', "model:*", "model:.*", "model:\\", "model:(((", "-model:\\E", "provider:%"),
    *("project:[", "since:", "since:2025-02-30", "since:0000", "since:0001 until:9999", "until:10000"),
    *("since:2025 until:2024", "has:", "has:*", "in:", "role:", "\u0000", "night\u0000train", "\ud800"),
    *("night\udffftrain", "model:\ud800", "has:\u001b[31m\u202e", "\u202enight\u202c", "\u200b", "\ufeffnight"),
    *("é" * 400, "a" * 1_000, "a" * 100_000, f'"{"a " * 39}"', " ".join("a" * 41), "a* " * 40),
    *("\n\r\t night \u000b train", "👩\u200d👩\u200d👧", "ﷺ", "İstanbul", "ß ẞ SS", "½", "①", "ｎｉｇｈｔ"),
    *("%s {conditions} {messages}", "$limit :limit ?1 @a", "night; drop table words", "night\\", '\\"night\\"'),
    *("ま*", '"東 京"*', '-"', "क्", "ิ", "\u0301", "a\u0301\u0301" * 90, '"*"*', "-night -train OR bus", "a OR -b"),
    *('"night" since:2025 since:2024', "a OR"),
)


@pytest.mark.parametrize("has_index", [True, False])
def test_no_question_is_more_than_a_question(tmp_path: Path, has_index: bool) -> None:
    database = tmp_path / "c.duckdb"
    with stored(database, [chat("a", "The night train", "one\0two night", "a 東京 ½")]) as connection:
        if has_index:
            index(connection, database)
        for question in QUESTIONS:
            _ask(connection, database, question, has_index)
        assert find(connection, database, "night\0train").chats == 1
        assert find(connection, database, "night\udffftrain").chats == 1


def _ask(connection: duckdb.DuckDBPyConnection, database: Path, question: str, has_index: bool) -> None:
    try:
        found = find(connection, database, question)
    except SettingError as refused:
        told = str(refused)
        assert len(told) < 200, question
    else:
        told = total(found, question)
        assert found.is_indexed is has_index, question
    assert "\n" not in told
    assert not {"\x1b", "\u202e", "\0", "\u200b"} & set(told)
