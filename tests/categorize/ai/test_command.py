"""etl categorize --ai, as it is typed."""

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from etl.categorize.labels import labels
from etl.commands.categorize_ai import ai_options, categorize_ai
from etl.commands.options import database_option
from etl.errors import EtlError
from etl.state.file import state_path
from tests.categorize.ai.ai_cases import CANARY, Reply, Server, database, filed, numbered, serving


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ETL_AI_MODEL", "ETL_AI_BASE_URL", "OPENAI_API_KEY", "ETL_DB"):
        monkeypatch.delenv(name, raising=False)


@click.command()
@ai_options
@database_option
def command(database: Path, **stated: Any) -> None:
    try:
        categorize_ai(database, stated)
    except EtlError as error:
        raise click.ClickException(str(error)) from error


def categorize(path: Path, server: Server, *options: str, answer: str = "", key: str = CANARY) -> Result:
    typed = ["--db", str(path), "--ai", "--base-url", server.url, *options]
    return CliRunner().invoke(command, typed, input=answer, env={"OPENAI_API_KEY": key} if key else {})


def test_it_says_what_leaves_and_what_it_costs_and_sends_nothing_without_a_yes(tmp_path: Path) -> None:
    path = database(tmp_path, [("Bread & butter", "mail me: ann@example.org"), *numbered(3)])
    with serving(lambda body, _: filed(body)) as server:
        result = categorize(path, server, answer="n\n")
    assert result.exit_code == 1
    assert server.bodies == []
    assert result.stdout == ""
    place = server.url.removesuffix("/v1")
    assert f"To {place}, which is this machine, for gpt-6-luna: 4 conversations" in result.stderr
    assert '{"title": "Bread & butter", "text": "mail me: [mail 1]"}' in result.stderr
    assert "1 requests, about " in result.stderr
    assert "about $0.000" in result.stderr
    assert not state_path(path).exists()


def test_a_yes_files_the_chats_and_says_what_was_paid(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(3))
    with serving(lambda body, _: filed(body, lambda chat: "Other")) as server:
        result = categorize(path, server, answer="y\n")
        again = categorize(path, server)
    assert (result.exit_code, again.exit_code) == (0, 0)
    assert len(labels(path)) == 3
    assert "3 conversations have a category" in result.stderr
    assert "1 requests, 1,000 tokens in, 100 out: $0.0002" in result.stderr
    assert "There is nothing to ask." in again.stderr
    assert len(server.bodies) == 1
    assert CANARY not in result.output + again.output


def test_show_prints_every_message_and_sends_none(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(3))
    with serving(lambda body, _: filed(body, lambda chat: "Other")) as server:
        shown = categorize(path, server, "--show")
        categorize(path, server, "--yes")
    sent = [message["content"] for message in server.bodies[0]["messages"]]
    assert shown.stdout.splitlines() == sent
    assert len(server.bodies) == 1


def test_a_run_that_ends_early_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(3))
    with serving(lambda body, _: Reply({}, 401)) as server:
        result = categorize(path, server, "--yes")
    assert result.exit_code == 1
    place = server.url.removesuffix("/v1")
    assert result.stderr.splitlines()[-1] == (
        f"Error: {place} refuses the key (status 401); is it the right one? "
        "3 conversations were not asked; start again to go on."
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--batch-size", "4"), "batch_size is a whole number from 5 to 100"),
        (("--max-concurrency", "9"), "max_concurrency is a whole number from 1 to 8"),
        (("--max-usd", "much"), "--max-usd is an amount of US dollars"),
        (("--model", "unheard-of", "--max-usd", "1"), "No price is known for unheard-of"),
        (("--base-url", "http://8.8.8.8/v1"), "unencrypted"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_sent(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path = database(tmp_path, numbered(3))
    with serving(lambda body, _: filed(body)) as server:
        result = categorize(path, server, "--yes", *options)
    assert result.exit_code == 1
    assert words in result.stderr
    assert server.bodies == []


def test_without_a_key_and_a_terminal_another_machine_is_not_asked(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(3))
    with serving(lambda body, _: filed(body)) as server:
        result = categorize(path, server, "--base-url", "https://example.invalid/v1", "--yes", key="")
    assert result.exit_code == 1
    assert "There is no key: set the variable OPENAI_API_KEY" in result.stderr


def test_the_models_of_an_endpoint_are_listed_with_their_end(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(1))
    listed = {"data": [{"id": "b", "shutdown_date": "2027-01-14"}, {"id": "a\x1b[31m"}]}
    with serving(lambda body, _: Reply(listed)) as server:
        result = categorize(path, server, "--list-models")
    assert result.stdout.splitlines() == ["a[31m", "b\tends 2027-01-14"]
    assert server.paths == ["/v1/models"]
