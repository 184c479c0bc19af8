"""etl verify: an export against the database."""

from pathlib import Path

import click

from etl.commands.options import database_option


@click.command("verify")
@click.argument("exports", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
def command(exports: tuple[Path, ...], database: Path) -> None:
    """Read exports again, in the plainest way, and compare them with the database, message by message.

    Exit status 1 if anything of theirs is missing in it.
    """
    from etl.checks.verify import verify

    found = verify(database, exports)
    click.echo(f"conversations {found.conversations:>12,}   missing {len(found.missing_conversations):>9,}")
    click.echo(f"nodes         {found.nodes:>12,}")
    click.echo(f"messages      {found.messages:>12,}   missing {len(found.missing_messages):>9,}")
    click.echo(f"characters    {found.characters:>12,}   in other number in {len(found.differing_messages):,} messages")
    for name, conversations in found.unread:
        click.echo(f"{name} could be read only up to conversation {conversations:,}.", err=True)
    if found.unknown:
        click.echo(f"Records of a shape that is not known, and so not compared: {found.unknown:,}.", err=True)
    for conversation, node in (found.missing_messages + found.differing_messages)[:10]:
        click.echo(f"not stored as it is: message {node} of conversation {conversation}", err=True)
    for conversation in found.missing_conversations[:10]:
        click.echo(f"not stored: conversation {conversation}", err=True)
    if not found.is_complete:
        raise SystemExit(1)
    click.echo("Everything that could be read is in the database.", err=True)
