"""search('words') in SQL: the rows that etl search finds, whichever file says something else."""

from pathlib import Path

import duckdb
import pytest

from etl.reporting.sql.question import query
from etl.search import rows
from etl.search.find import find
from etl.search.index.file import place
from tests.search.search_cases import Said, chat, index, stored

CHATS = (
    chat("a", "The night train", "Which one?", Said("The night train, by night.", "assistant")),
    chat("b", None, "A train at night"),
    chat("c", "Night", "No train, but a bus"),
    chat("d", "Night trains", ""),
)


@pytest.fixture(scope="module", params=[True, False], ids=["index", "scan"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "c.duckdb"
    with stored(path, CHATS) as connection:
        connection.execute("create macro search(words) as table select 'what the file says' as title")
        if request.param:
            index(connection, path)
    return path


@pytest.mark.parametrize("words", ["night", "train OR trains -bus", "night has:code", "nihgt", "role:assistant"])
def test_the_rows_are_what_a_search_finds(database: Path, words: str) -> None:
    found = list(query(database, f"from search('{words}')").rows)
    with duckdb.connect(database, read_only=True) as connection:
        hits = find(connection, database, words, limit=100).hits
        expected = [
            (rank, hit.provider, hit.account_id, hit.conversation_id, hit.node_id, hit.title.text or None, hit.role)
            for rank, hit in enumerate(hits, 1)
        ]
    assert [(*row[:6], row[7]) for row in found] == expected
    assert [row[8:10] for row in found] == [(hit.passage.text or None, hit.matches) for hit in hits]


def test_the_better_has_the_higher_score_where_an_index_ranks(database: Path) -> None:
    told = "select count(*), count(score), list(score order by rank) = list(score order by score desc) "
    ((chats, ranked, is_falling),) = query(database, f"{told} from search('night')").rows
    assert (chats, is_falling) == (4, True)
    assert ranked == (4 if place(database).exists() else 0)


def test_words_are_searched_each_for_themselves_and_joined(database: Path) -> None:
    asked = "select a.conversation_id from search('bus') as a join search('night') as b using (conversation_id)"
    assert list(query(database, asked).rows) == [("c",)]
    untold = "select title, created_at is not null, snippet from search('in:title trains')"
    assert list(query(database, untold).rows) == [("Night trains", True, None)]


def test_a_snippet_is_told_of_the_best_and_every_chat_counted(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "TOLD", 1)
    told = [text for (text,) in query(database, "select snippet from search('train') order by rank").rows]
    assert [text is not None for text in told] == [True, False, False]
