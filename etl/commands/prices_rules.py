"""etl prices map, etl prices assume: which model of an API stands behind a name, or behind no name."""

from collections.abc import Sequence
from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show
from etl.commands.refresh import bring_in

LATER = "Token counts of conversations already loaded follow at the next load of their export."
_RULE = ("slug", "api_model", "vendor", "valid_from", "status", "match", "encoding_witness")
_ASSUMPTION = ("period", "provider", "slug", "from_date", "to_date")


@click.command("map")
@click.argument("slug", required=False)
@click.argument("model", required=False)
@click.option("--vendor", help="Who sells MODEL, where several do.")
@click.option("--from", "valid_from", help="First day it holds  [default: always].")
@click.option("--status", type=click.Choice(["mapped", "proxy"]), default="mapped", show_default=True)
@database_option
@format_option
def map_name(slug: str | None, model: str | None, database: Path, form: str, **stated: str | None) -> None:
    """Say that the model a chat names SLUG is MODEL (mapped), or is nearest to it (proxy); alone: list your rules."""
    from etl.errors import SettingError
    from etl.state import rules
    from etl.state.overrides import own

    if slug is None:
        _show("rules", _RULE, own(database)[rules.TABLE], form)
        return
    if model is None:
        raise SettingError(f"Which model is {slug}? etl prices map {slug} MODEL, with a MODEL of: etl prices list")
    told = rules.add_rule(database, {"slug": slug, "api_model": model, **stated})
    bring_in(database, f"Kept {told}.")


@click.command("assume")
@click.argument("slug", required=False)
@click.option("--provider", help="Whose chats: claude, chatgpt.")
@click.option("--from", "since", help="First day  [default: from the beginning].")
@click.option("--to", "until", help="Last day  [default: still].")
@database_option
@format_option
def assume(
    slug: str | None, provider: str | None, since: str | None, until: str | None, database: Path, form: str
) -> None:
    """Say which model answered where an export names none; alone: list what you assume."""
    from etl.errors import SettingError
    from etl.state import assumptions
    from etl.state.overrides import own

    if slug is None:
        _show("assumptions", _ASSUMPTION, own(database)[assumptions.TABLE], form)
        return
    if provider is None:
        raise SettingError(f"Whose chats were answered by {slug}? Say so, like --provider claude.")
    told = assumptions.assume(database, provider, slug, (since, until))
    bring_in(database, f"Kept {told}. {LATER}")


def _show(name: str, columns: Sequence[str], rows: Sequence[dict[str, str | None]], form: str) -> None:
    from etl.reporting.reports.table import Table

    show(Table(name, tuple(columns), ("VARCHAR",) * len(columns), [tuple(map(row.get, columns)) for row in rows]), form)
