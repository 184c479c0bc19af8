"""Answers that were paid for are kept in the state file, so that none is asked twice, after a crash neither."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from etl.categorize.ai import prompt
from etl.categorize.ai.prompt import Text
from etl.categorize.ai.settings import Setup
from etl.categorize.labels import now
from etl.state.file import is_begun, open_state

_INSERT = "insert or replace into answers (key, category, model, at) values (?, ?, ?, ?)"


def digest(setup: Setup, text: Text) -> str:
    """What an answer is kept under: a hash of all that it depends on. The text cannot be read from it."""
    asked = [setup.model, prompt.VERSION, sorted(setup.categories), text.title, text.opening]
    return blake2b(json.dumps(asked).encode(), digest_size=16).hexdigest()


def recall(database: Path, setup: Setup) -> dict[str, str]:
    """Every answer of the model that is one of the categories, by digest; makes no state file."""
    if not is_begun(database):
        return {}
    with open_state(database) as connection:
        rows = connection.execute("select key, category from answers where model = ?", (setup.model,))
        return {key: category for key, category in rows if category in setup.categories}


def remember(database: Path, setup: Setup, answered: Mapping[str, str]) -> None:
    """Keep answers, all or none."""
    at = now()
    with open_state(database) as connection:
        connection.executemany(_INSERT, [(key, category, setup.model, at) for key, category in answered.items()])
