"""etl categorize: what conversations are about, without any network unless --ai asks a model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.commands.categorize_ai import ai_options, categorize_ai
from etl.commands.options import database_option, format_option
from etl.commands.output import show
from etl.commands.refresh import bring_in
from etl.errors import SettingError

if TYPE_CHECKING:
    from etl.categorize.labels import Key, Label


@click.group("categorize", invoke_without_command=True)
@database_option
@ai_options
@click.pass_context
def command(context: click.Context, /, database: Path, ai: bool, **stated: Any) -> None:
    """Give every conversation a category; what you filed yourself stays as it is, and teaches the rest.

    \b
    etl categorize                          by words, on this machine
    etl categorize --ai                     by a model, after showing what leaves and its price
    etl categorize model NAME               which one that is
    etl categorize move CONVERSATION NAME   file one yourself
    """
    context.obj = database
    if context.invoked_subcommand is not None:
        return
    if ai:
        if categorize_ai(database, stated):
            bring_in(database, "Kept the labels.")
        return
    from etl.categorize import offline

    outcome = offline.offline(database)
    counts = Counter(outcome.filed.values())
    for name, chats in sorted(counts.items(), key=lambda found: (-found[1], found[0])):
        click.echo(f"{chats:>8,}  {name}")
    told = f"{len(outcome.filed):,} of {outcome.conversations:,} conversations filed by their words"
    bring_in(database, f"{told}; {outcome.kept:,} kept as you or a model filed them.")


@command.command("list")
@format_option
@click.pass_obj
def listing(database: Path, form: str) -> None:
    """The categories, how many conversations each has, and the words that tell it."""
    from etl.categorize import categories, labels
    from etl.reporting.reports.table import Table

    counts = Counter(label.category for label in labels.labels(database).values())
    rows = [(one.name, counts[one.name], " ".join(one.words)) for one in categories.categories(database)]
    show(Table("categories", ("category", "chats", "words"), ("VARCHAR", "BIGINT", "VARCHAR"), rows), form)


@command.command("add")
@click.argument("name")
@click.option("--words", default="", help="Words that tell it, as 'oven dough bread'; none: the built-in's.")
@click.pass_obj
def add(database: Path, name: str, words: str) -> None:
    """Add a category, or give one other words."""
    from etl.categorize import categories

    categories.add_category(database, name, words.split())
    click.echo(f"There is a category {name}; file by it with: etl categorize", err=True)


@command.command("rename")
@click.argument("before")
@click.argument("after")
@click.pass_obj
def rename(database: Path, before: str, after: str) -> None:
    """Rename a category; into another's name, the two become one."""
    from etl.categorize import categories

    moved = categories.rename_category(database, before, after)
    bring_in(database, f"{before} is {after} now, with {moved:,} conversations.")


@command.command("remove")
@click.argument("name")
@click.pass_obj
def remove(database: Path, name: str) -> None:
    """Remove a category; its conversations have none until the next etl categorize."""
    from etl.categorize import categories

    bring_in(database, f"Removed {name}; {categories.remove_category(database, name):,} conversations are without.")


@command.command("move")
@click.argument("conversations", nargs=-1, required=True)
@click.argument("name")
@click.pass_obj
def move(database: Path, conversations: tuple[str, ...], name: str) -> None:
    """File conversations, by their ids, under a category."""
    from etl.categorize import categories

    keys = (key for conversation in conversations for key in _found(database, conversation))
    bring_in(database, f"Filed under {name}: {categories.move(database, keys, name):,} conversations.")


@command.command("undo")
@click.pass_obj
def undo(database: Path) -> None:
    """Take back the last move or renaming."""
    from etl.categorize import labels

    bring_in(database, f"Taken back for {labels.undo(database):,} conversations.")


@command.command("model")
@click.argument("name", required=False)
@click.option("--base-url", help="Its endpoint, as OpenAI's: https://api.openai.com/v1 or http://localhost:11434/v1.")
@click.pass_obj
def model(database: Path, name: str | None, base_url: str | None) -> None:
    """Choose the model that --ai and the web app ask; without anything, say which it is."""
    from etl.categorize.ai.settings import configure, configured

    if name or base_url:
        configure(database, {"model": name, "base_url": base_url})
    chosen = configured(database, {})
    click.echo(f"{chosen['model']} at {chosen['base_url']}")


@command.command("why")
@click.argument("conversation")
@click.pass_obj
def why(database: Path, conversation: str) -> None:
    """Say which category a conversation has, and because of what."""
    for key in _found(database, conversation):
        label = _label(database, key)
        because = f", because: {label.reason}" if label.reason else ""
        click.echo(f"{label.category} ({label.basis}{because})")


def _label(database: Path, key: Key) -> Label:
    from etl.categorize import labels

    found = labels.labels(database).get(key)
    if found is None:
        raise SettingError("The conversation has no category yet; give it one with: etl categorize")
    return found


def _found(database: Path, conversation: str) -> list[Key]:
    """Every account's conversation of this id."""
    from etl import assets
    from etl.reporting.reports.connection import connect

    with connect(database) as connection:
        rows = connection.execute(assets.sql("categorize")["named"], {"conversation": conversation}).fetchall()
    if not rows:
        raise SettingError(f"There is no conversation '{conversation[:100]}' in {database.name}.")
    return [(str(provider), str(account), str(name)) for provider, account, name in rows]
