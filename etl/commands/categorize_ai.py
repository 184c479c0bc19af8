"""etl categorize --ai: what would leave this machine, what it costs, and only then the asking."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.errors import EtlError, SettingError

if TYPE_CHECKING:
    from etl.categorize.ai.address import ApiKey
    from etl.categorize.ai.preview import Plan
    from etl.categorize.ai.runner import Outcome, Progress
    from etl.categorize.ai.settings import Setup

_SHOWN = 3
_OPTIONS = (
    click.option("--ai", is_flag=True, help="Ask a model for the categories; it shows what leaves, and its price."),
    click.option("--model", help="The model; else ETL_AI_MODEL, else the setting ai_model, else gpt-6-luna."),
    click.option("--base-url", help="Its endpoint, as OpenAI's; else ETL_AI_BASE_URL, else the setting ai_base_url."),
    click.option("--batch-size", type=int, default=25, show_default=True, help="Chats of a request, 5 to 100."),
    click.option("--max-concurrency", type=int, default=4, show_default=True, help="Requests at once, 1 to 8."),
    click.option("--titles-only", is_flag=True, help="Send titles, and nothing of any message."),
    click.option("--characters", type=int, default=300, show_default=True, help="What is sent of a first message."),
    click.option("--no-redact", is_flag=True, help="Leave mail addresses, phone numbers and keys in what is sent."),
    click.option("--max-usd", help="Stop before this many US dollars are spent, as 0.50."),
    click.option("--show", is_flag=True, help="Print every text that would be sent, word for word; send nothing."),
    click.option("--list-models", is_flag=True, help="Print the models that the endpoint has."),
    click.option("--yes", is_flag=True, help="Do not ask before sending."),
)


def ai_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--ai, and what goes with it."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def categorize_ai(database: Path, stated: dict[str, Any]) -> bool:
    """Label with a model: ``stated`` are the options by name. The key is of OPENAI_API_KEY, or is asked for.

    False where something was only shown.
    """
    from etl.categorize.ai import preview

    setup = _setup(database, stated)
    if stated["list_models"]:
        _list_models(setup)
        return False
    plan = preview.plan(database, setup)
    if stated["show"]:
        for text in plan.messages:
            click.echo(text)
        return False
    _tell(plan)
    if plan.asked and not stated["yes"]:
        click.confirm("Send them?", abort=True, err=True)
    key = _key(setup) if plan.asked else None
    _tell_outcome(_run(plan, key))
    return True


def _setup(database: Path, stated: dict[str, Any]) -> Setup:
    from etl.categorize.ai.settings import Setup, configured
    from etl.categorize.categories import categories

    try:
        most = None if stated["max_usd"] is None else Decimal(stated["max_usd"])
    except InvalidOperation:
        raise SettingError("--max-usd is an amount of US dollars, like 0.50; give one.") from None
    numbers: dict[str, Any] = {
        name: stated[name] for name in ("batch_size", "max_concurrency", "titles_only", "characters")
    }
    chosen = configured(database, stated)
    names = tuple(category.name for category in categories(database))
    place = chosen["base_url"], chosen["model"]
    return Setup(names, *place, **numbers, redact=not stated["no_redact"], max_usd=most)


def _tell(plan: Plan) -> None:
    """On stderr: how much would leave and where to, the first texts as they are, tokens, and the price."""
    setup, place = plan.setup, plan.setup.place
    if plan.known:
        click.echo(f"{len(plan.known):,} conversations were answered before and cost nothing.", err=True)
    if not plan.asked:
        click.echo("There is nothing to ask.", err=True)
        return
    where = f"{place.origin}, which is this machine" if place.is_here else f"{place.origin}"
    parts = "titles" if setup.titles_only else f"titles and up to {setup.characters} characters of first messages"
    click.echo(f"To {where}, for {setup.model}: {plan.chats:,} conversations ({parts}), such as", err=True)
    for text in plan.asked[:_SHOWN]:
        shown = {"title": text.title} | ({"text": text.opening} if text.opening else {})
        click.echo(f"  {json.dumps(shown, ensure_ascii=False)}", err=True)
    click.echo("All of it, word for word: etl categorize --ai --show", err=True)
    if place.scheme == "http" and not place.is_here:
        click.echo("Warning: this goes unencrypted over your network, and the key with it.", err=True)
    usage = plan.usage
    cost = "price unknown" if plan.usd is None else f"about {_dollars(plan.usd)} at today's price"
    limit = "" if setup.max_usd is None else f"; stops before {_dollars(setup.max_usd)}"
    click.echo(
        f"{plan.requests:,} requests, about {usage.input:,} tokens in and {usage.output:,} out: {cost}{limit}", err=True
    )


def _key(setup: Setup) -> ApiKey | None:
    """A server on this machine may need none."""
    from etl.categorize.ai.address import ApiKey

    text = os.environ.get("OPENAI_API_KEY", "")
    if not text and not setup.place.is_here:
        if not sys.stdin.isatty():
            raise SettingError("There is no key: set the variable OPENAI_API_KEY, or run this in a terminal.")
        text = click.prompt(f"Key for {setup.place.origin}", hide_input=True, err=True)
    return ApiKey(text, setup.place) if text else None


def _run(plan: Plan, key: ApiKey | None) -> Outcome:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from etl.categorize.ai.runner import run
    from etl.commands.terminal import trusted

    console = Console(file=trusted(sys.stderr))
    with Bar(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Asking", total=plan.chats)

        def on_progress(progress: Progress) -> None:
            spent = "" if progress.usd is None else f", {_dollars(progress.usd)}"
            bar.update(task, completed=progress.done, description=f"Asking ({progress.requests} requests{spent})")

        try:
            return run(plan, key, on_progress)
        except KeyboardInterrupt:
            click.echo("Stopped; what was answered is kept, start again to go on.", err=True)
            sys.exit(130)


def _tell_outcome(outcome: Outcome) -> None:
    """On stderr; raises EtlError where not all was asked."""
    labelled = outcome.labelled + outcome.known
    click.echo(f"{labelled:,} conversations have a category; what you filed yourself is left as it was.", err=True)
    if outcome.requests:
        paid = "price unknown" if outcome.usd is None else _dollars(outcome.usd)
        tokens = f"{outcome.input:,} tokens in, {outcome.output:,} out"
        click.echo(f"{outcome.requests:,} requests, {tokens}: {paid}", err=True)
    if outcome.unanswered:
        click.echo(f"{len(outcome.unanswered):,} conversations got no valid answer; they stay as they are.", err=True)
    if outcome.stopped:
        raise EtlError(f"{outcome.stopped} {outcome.left:,} conversations were not asked; start again to go on.")


def _list_models(setup: Setup) -> None:
    from etl.categorize.ai.endpoint import Endpoint
    from etl.categorize.ai.retry_policy import RetryPolicy

    endpoint = Endpoint(setup, _key(setup), RetryPolicy(), lambda: False)
    for model in sorted(endpoint.models(), key=lambda model: str(model.get("id"))):
        name, last = _plain(model.get("id")), model.get("shutdown_date")
        click.echo(f"{name}\tends {_plain(last)}" if last else name)


def _plain(said: object) -> str:
    """What a server says, without what would move a terminal's cursor."""
    return "".join(character for character in str(said)[:200] if character.isprintable())


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:.4f}"
