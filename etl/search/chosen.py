"""The chats that pass the filters of a question: asked of the views, and of what the user filed and ticked off."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from etl import assets
from etl.categorize.labels import Key, labels, marks
from etl.search.question import Filter

_OF_VIEWS = ("provider", "model", "project")


def chosen(connection: duckdb.DuckDBPyConnection, database: Path, filters: Sequence[Filter]) -> set[int] | None:
    """The revisions of the chats that pass every filter but ``has``; None where there are no others.

    Of one name one filter must hold, of those turned round each. A model and a project are found by any part of their
    names, providers and categories by the whole, in any case.
    """
    told = [one for one in filters if one.name != "has"]
    if not told:
        return None
    found = _matching(connection, [one for one in told if one.name in _OF_VIEWS and not one.is_not])
    for one in told:
        if one.is_not and one.name in _OF_VIEWS:
            found -= _matching(connection, [one])
    own = [one for one in told if one.name not in _OF_VIEWS]
    return _passing(connection, database, found, own) if own else found


def _matching(connection: duckdb.DuckDBPyConnection, filters: Sequence[Filter]) -> set[int]:
    bound = {name: _pattern(name, [one.value for one in filters if one.name == name]) for name in _OF_VIEWS}
    connection.execute(assets.search_queries()["chosen"], bound)
    return {revision for (revision,) in connection.fetchall()}


def _passing(
    connection: duckdb.DuckDBPyConnection, database: Path, revisions: Iterable[int], filters: Sequence[Filter]
) -> set[int]:
    """Those of some chats that pass filters which the user's own file answers."""
    connection.execute(assets.search_queries()["keys"], {"revisions": list(revisions)})
    found: dict[Key, int] = {(provider, account, name): at for provider, account, name, at in connection.fetchall()}
    keys = set(found)
    categories = [one for one in filters if one.name == "category"]
    if categories:
        keys = _filed(database, keys, categories)
    for one in filters:
        if one.name == "is":
            done = set(marks(database))
            keys = keys & done if (one.value == "done") is not one.is_not else keys - done
    return {found[key] for key in keys}


def _pattern(name: str, values: Sequence[str]) -> str | None:
    if not values:
        return None
    either = "|".join(re.escape(value.lower()) for value in values)
    return f"^(?:{either})$" if name == "provider" else either


def _filed(database: Path, found: Iterable[Key], filters: Sequence[Filter]) -> set[Key]:
    filed = labels(database)
    wanted = {one.value.lower() for one in filters if not one.is_not}
    unwanted = {one.value.lower() for one in filters if one.is_not}

    def category(key: Key) -> str:
        return filed[key].category.lower() if key in filed else ""

    return {key for key in found if (not wanted or category(key) in wanted) and category(key) not in unwanted}
