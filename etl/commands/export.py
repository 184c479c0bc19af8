"""etl export: conversations, and any view, as files."""

import click

from etl.commands.export_conversations import command as conversations
from etl.commands.export_view import command_of


class _Exports(click.Group):
    """The conversations, and a command for whatever view is named: which there are, the database knows."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or command_of(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("What"):
            formatter.write_dl(
                [
                    ("conversations", "every conversation as a page of Markdown, or all as JSONL or CSV"),
                    ("messages, VIEW", "a view of schema v1 as csv, jsonl, parquet or md (v1.conversations too)"),
                ]
            )


@click.group("export", cls=_Exports, subcommand_metavar="WHAT [OPTIONS]")
def command() -> None:
    """Write conversations or views into files.

    \b
    etl export conversations -o chats                    a page of Markdown each
    etl export messages --format parquet -o m.parquet    a view, of any size
    """


command.add_command(conversations)
