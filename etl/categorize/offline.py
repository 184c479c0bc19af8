"""Categories without any network: from seed words, the titles, the first messages and what the user has filed."""

from dataclasses import dataclass
from pathlib import Path

from etl import assets
from etl.categorize.bayes import guess, tokens
from etl.categorize.categories import OTHER, categories
from etl.categorize.labels import Key, labels, store
from etl.reporting.reports.connection import connect


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many conversations there are, how many of them the user or a model has filed, and which were filed now."""

    conversations: int
    kept: int
    filed: dict[Key, str]


def offline(database: Path) -> Outcome:
    """File every conversation that neither the user nor a model has filed, and keep the labels.

    A conversation is its title, which counts twice, and the user's first message. What the user filed teaches.
    Raises DatabaseError if there is no database that can be read.
    """
    found = categories(database)
    names = [one.name for one in found if one.name != OTHER]
    held = labels(database)
    texts = _texts(database)
    keys = list(texts)
    taught = {key: label.category for key, label in held.items() if label.basis == "user" and label.category in names}
    known = {place: names.index(taught[key]) for place, key in enumerate(keys) if key in taught}
    guesses = guess(list(texts.values()), [one.words for one in found if one.name != OTHER], known)
    mine = {
        key: (OTHER if one.category is None else names[one.category], ", ".join(one.words) or None)
        for key, one in zip(keys, guesses, strict=True)
        if key not in held or held[key].basis == "offline"
    }
    filed = {key: category for key, (category, _) in mine.items()}
    store(database, filed, "offline", {key: reason for key, (_, reason) in mine.items()})
    return Outcome(len(keys), len(keys) - len(filed), filed)


def _texts(database: Path) -> dict[Key, list[str]]:
    """The words of every conversation, the title's twice."""
    with connect(database) as connection:
        rows = connection.execute(assets.sql("categorize")["openings"]).fetchall()
    return {
        (provider, account, name): tokens(title) + tokens(title, opening)
        for provider, account, name, title, opening in rows
    }
