"""etl search: where is that chat?"""

from contextlib import closing
from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import say, show, terminal_width, wants_colour


def _without_options(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they are: -bus is one that is not wanted, --bus an option that there is not."""
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    return words


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, callback=_without_options)
@database_option
@format_option
@click.option("--limit", type=click.IntRange(1, 1_000), default=10, show_default=True, help="Chats that are shown.")
@click.option("--open", "opens", is_flag=True, help="Open the first of them in the browser, where it came from.")
def command(words: tuple[str, ...], database: Path, form: str, limit: int, opens: bool) -> None:
    """Find chats by what is said in them: etl search night train.

    \b
    night train           both words, in a message or the title of its chat
    "night train"         one behind the other
    train OR bus          either
    -bus                  without that word
    brio*                 words that begin so
    model: provider: project: category: role: since: until:
    in:title|message  has:code|image|file|tool|link  is:done  sort:newest

    Accents and case make no difference. Put all of it between ' ' where the shell would take a sign away.
    """
    from etl.reporting.reports.connection import connect
    from etl.search.find import find
    from etl.search.listing import lines, table, total

    text = " ".join(words)
    with closing(connect(database)) as connection:
        answer = find(connection, database, text, limit)
    if form == "table":
        say((f"{line}\n" for line in lines(answer, terminal_width(), wants_colour())), form)
        click.echo(total(answer, text), err=True)
    else:
        show(table(answer), form)
    first = next(iter(answer.hits), None)
    if opens and first is not None and first.url is not None:
        click.launch(first.url)
    elif opens:
        click.echo("There is no address to open; etl web shows every chat.", err=True)
