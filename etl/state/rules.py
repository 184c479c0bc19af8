"""Rules of the user's own: from a model's name in a product to the model of an API."""

import re
from collections.abc import Iterable
from pathlib import Path

from etl.errors import SettingError
from etl.state.dates import first_day
from etl.state.overrides import Row, columns, figures, own, put, remove, words
from etl.state.prices import vendor_of
from etl.transform.count.model_names import forms

TABLE = "model_map"
STATUSES = ("mapped", "proxy", "ambiguous", "unmapped")
ALWAYS = "1970-01-01"
"""The first day of a rule that is to hold for all time."""


def add_rule(database: Path, row: Row) -> str:
    """Keep a rule for one name, in the place of an own one of the same name and day; says it in words.

    What the row leaves open is that of other names of the same model. Raises SettingError if the model has no price.
    """
    model = str(row["api_model"]).lower()
    vendor = vendor_of(database, model, row.get("vendor"))
    alike = _alike(database, vendor, model)
    rule = {
        "match": "exact",
        "valid_from": ALWAYS,
        "encoding": alike.get("encoding"),
        "is_reasoning": alike.get("is_reasoning"),
        "confidence": "high",
        **{name: value for name, value in row.items() if value is not None},
        "vendor": vendor,
        "api_model": model,
    }
    put(database, TABLE, [checked_rule(database, rule)])
    return f"rule: {rule['slug']} is priced as {vendor} {model}"


def remove_rule(database: Path, slug: str) -> int:
    """Drop every own rule for a name, and say how many. Raises SettingError if the user has none."""
    gone = remove(database, TABLE, slug=slug)
    if not gone:
        held = words(one["slug"] for one in own(database)[TABLE])
        raise SettingError(f"You have no own rule for {slug}; {f'there are: {held}.' if held else 'nor any other.'}")
    return len(gone)


def checked_rule(database: Path, row: Row) -> dict[str, str | None]:
    """A row of model_map as it is kept. Raises SettingError where one of its values cannot be."""
    checked = {name: (row.get(name) or "").strip() or None for name in columns(TABLE)}
    for name in ("vendor", "match", "slug", "valid_from", "status"):
        if checked[name] is None:
            raise SettingError(f"A rule needs vendor, match, slug, valid_from, status; {name} is missing.")
    checked["valid_from"] = str(first_day(str(checked["valid_from"])))
    _one_of("match", checked["match"], ("exact", "regex"))
    _one_of("status", checked["status"], STATUSES)
    _one_of("is_reasoning", checked["is_reasoning"], (None, "true", "false"))
    known = {one["encoding"] for one in figures(database, TABLE)}
    for name in ("encoding", "encoding_witness"):
        _one_of(name, checked[name], (None, *sorted(encoding for encoding in known if encoding)))
    if checked["match"] == "regex":
        _refuse_expression(str(checked["slug"]))
    _check_models(database, checked)
    return checked


def deciding(rules: Iterable[Row], slug: str, provider: str) -> list[Row]:
    """The rules that speak of a name, in chats of a provider, and need no proof of an encoding.

    They are those for the form of the name with the most around it that any rule knows.
    """
    asked = [rule for rule in rules if rule["encoding_witness"] is None and rule["provider"] in (None, provider)]
    found = ([rule for rule in asked if _matches(rule, form.name)] for form in forms(slug))
    return next((some for some in found if some), [])


def _matches(rule: Row, slug: str) -> bool:
    pattern = str(rule["slug"])
    return slug == pattern if rule["match"] == "exact" else re.search(pattern, slug) is not None


def _check_models(database: Path, rule: Row) -> None:
    """The models of a rule must have prices; one that says there is no model names none."""
    if (rule["status"] == "unmapped") != (rule["api_model"] is None):
        raise SettingError(f"The rule for {rule['slug']} is {rule['status']}; only unmapped ones name no api_model.")
    for model in (rule["api_model"], rule["alt_api_model"]):
        if model is not None:
            vendor_of(database, model, rule["vendor"])


def _alike(database: Path, vendor: str, model: str) -> Row:
    """The newest rule of another name for the model, for what is the same whatever the name; empty for none."""
    rules = [one for one in figures(database, TABLE) if (one["vendor"], one["api_model"]) == (vendor, model)]
    return max(rules, key=lambda one: one["valid_from"] or "", default={})


def _one_of(name: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        raise SettingError(f"'{value}' is no {name} of a rule; there are: {words(allowed)}.")


def _refuse_expression(pattern: str) -> None:
    """It must mean something to the database, which knows fewer expressions than Python, and to Python."""
    import duckdb

    try:
        re.compile(pattern)
        with duckdb.connect() as connection:
            connection.execute("select regexp_matches('', ?)", [pattern]).fetchall()
    except (re.error, duckdb.Error) as error:
        raise SettingError(f"'{pattern}' is no regular expression that the database understands; mend it.") from error
