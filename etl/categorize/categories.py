"""The categories there are, each with the words by which the offline categoriser begins to tell it."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from etl.categorize.labels import Key, record
from etl.errors import SettingError
from etl.state.file import is_begun, open_state

OTHER = "Other"
"""What no category's words tell. It is always there, and always the last."""


class Category(NamedTuple):
    """A name, and seed words in lower case."""

    name: str
    words: tuple[str, ...]


def categories(database: Path) -> list[Category]:
    """The user's own categories, else the built-in ones, and OTHER. Makes no state file."""
    if not is_begun(database):
        return [*_built_in(), Category(OTHER, ())]
    with open_state(database) as connection:
        return [*_kept(connection), Category(OTHER, ())]


@cache
def built_in() -> dict[str, tuple[str, ...]]:
    """The built-in categories, in their order, each with its seed words in lower case."""
    text = Path(__file__).with_name("words.toml").read_text("utf-8")
    return {name: tuple(dict.fromkeys(words.split())) for name, words in tomllib.loads(text).items()}


def add_category(database: Path, name: str, words: Iterable[str]) -> None:
    """A category more; one of that name gets these words instead of its own. Raises SettingError for a bad name.

    Without words, a built-in name gets the built-in's: so whoever keeps categories of their own takes up a new one.
    """
    _check(name)
    with open_state(database) as connection:
        found = {one.name: one for one in _kept(connection)}
        said = tuple(dict.fromkeys(word.strip().lower() for word in words if word.strip()))
        found[name] = Category(name, said or built_in().get(name, ()))
        _keep(connection, found.values())


def move(database: Path, keys: Iterable[Key], category: str) -> int:
    """File conversations by hand, as one step that undo() takes back; says how many.

    Raises SettingError where there is no such category.
    """
    with open_state(database) as connection:
        if category not in (OTHER, *(one.name for one in _kept(connection))):
            raise SettingError(f"There is no category '{category}'; add it with: etl categorize add '{category}'")
        return record(connection, dict.fromkeys(keys, category))


def rename_category(database: Path, before: str, after: str) -> int:
    """Give a category another name; where that is one of another's, the two become one. Says how many labels moved.

    Its conversations count as filed by the user from then on, in one step that undo() takes back.
    """
    _check(after)
    with open_state(database) as connection:
        found = {one.name: one for one in _kept(connection)}
        one, other = _named(found, before), found.get(after)
        words = (*other.words, *one.words) if other else one.words
        joined = {name: kept for name, kept in found.items() if name != after or not other}
        _keep(connection, (Category(after, words) if name == before else kept for name, kept in joined.items()))
        return _moved(connection, before, after)


def remove_category(database: Path, name: str) -> int:
    """Drop a category; its labels go, so that its conversations are labelled anew. Says how many."""
    with open_state(database) as connection:
        found = {one.name: one for one in _kept(connection)}
        del found[_named(found, name).name]
        _keep(connection, found.values())
        return connection.execute("delete from labels where category = ?", (name,)).rowcount


def _moved(connection: Connection, before: str, after: str) -> int:
    asked = "select provider, account_id, conversation_id from labels where category = ?"
    keys = connection.execute(asked, (before,)).fetchall()
    return record(connection, dict.fromkeys(keys, after)) if keys else 0


def _named(found: dict[str, Category], name: str) -> Category:
    if name not in found:
        raise SettingError(f"There is no category '{name}'; list them with: etl categorize list")
    return found[name]


def _check(name: str) -> None:
    if not name.strip() or name != name.strip() or name == OTHER or len(name) > 100 or not name.isprintable():
        raise SettingError(f"'{name[:100]}' cannot be the name of a category; choose another.")


def _built_in() -> list[Category]:
    return [Category(name, words) for name, words in built_in().items()]


def _kept(connection: Connection) -> list[Category]:
    rows = connection.execute("select name, words from categories order by position").fetchall()
    return [Category(name, tuple(words.split("\n")) if words else ()) for name, words in rows] or _built_in()


def _keep(connection: Connection, found: Iterable[Category]) -> None:
    rows = [(one.name, place, "\n".join(one.words)) for place, one in enumerate(found)]
    connection.execute("delete from categories")
    connection.executemany("insert into categories (name, position, words) values (?, ?, ?)", rows)
