"""What nobody knows and yet carries text is counted, each message once, whichever provider it is of."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.transform.providers import PROVIDERS, chatgpt, claude, deepseek
from etl.transform.providers.issues import unknown_texts
from tests import claude_export
from tests.chatgpt_export import chain, said
from tests.conftest import ROOT
from tests.transform.providers.provider_rows import conversations

WORDS = {"deep": [{"body": "Nobody reads this."}]}


def chatgpt_chat(**content: Any) -> Any:
    return chain(said("user", "Hi"), said("assistant", {"content_type": "hologram", **content}))


def claude_chat(**content: Any) -> Any:
    block = {"type": "hologram", **content}
    return claude_export.talk(claude_export.said("human", {"type": "text", "text": "Hi"}, block, block))


def deepseek_chat(**content: Any) -> Any:
    fragments = [{"type": "REQUEST", "content": "Hi"}, {"type": "hologram", **content}]
    node = {"id": "1", "parent": None, "message": {"model": "m", "fragments": fragments}}
    return {"id": "d", "title": "t", "inserted_at": "2026-05-01T10:00:00Z", "mapping": {"1": node}}


@pytest.mark.parametrize(
    ("provider", "chat"), [(chatgpt, chatgpt_chat), (claude, claude_chat), (deepseek, deepseek_chat)]
)
@pytest.mark.parametrize(
    ("content", "is_text"),
    [
        (WORDS, True),
        ({"words": "Hi"}, True),
        ({}, False),
        ({"id": "x", "size": 3}, False),
        ({"mime_type": "a/b"}, False),
    ],
)
def test_a_type_nobody_knows_is_counted_where_it_carries_text(
    provider: Any, chat: Any, content: dict[str, Any], is_text: bool
) -> None:
    texts, messages = unknown_texts(provider.flatten(chat(**content)), provider.KNOWN)
    assert (dict(texts), messages) == (({("content_type", "hologram"): 1}, 1) if is_text else ({}, 0))


def test_a_message_of_an_unknown_role_and_type_counts_once_in_all() -> None:
    flat = chatgpt.flatten(chain(said("wizard", {"content_type": "hologram", **WORDS}), said("wizard", "Ho")))
    texts, messages = unknown_texts(flat, chatgpt.KNOWN)
    assert dict(texts) == {("content_type", "hologram"): 1, ("role", "wizard"): 2}
    assert messages == 2


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*/*.json*")), ids=lambda path: path.stem)
def test_of_the_samples_only_those_made_for_it_ring(path: Path) -> None:
    provider = next(one for one in PROVIDERS if path.parent.name == one.NAME)
    rung = any(unknown_texts(provider.flatten(raw), provider.KNOWN)[1] for raw in conversations(path))
    assert rung <= any(word in path.stem for word in ("unknown", "odd"))


def test_the_alarm_is_one_sentence_and_named_by_the_report_and_never_by_what_is_shared(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps([chatgpt_chat(**WORDS)]), "utf-8")
    database = ["--db", str(tmp_path / "c.duckdb")]

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, [*arguments, *database])
        assert result.exit_code == 0, result.output
        return " ".join(result.output.split())

    load = ("load", str(tmp_path / "x.json"), "--timezone", "UTC", "--jobs", "1")
    said_first = "Unknown 1 message with text of a kind we do not know: chatgpt's hologram; see: etl report drift"
    assert said_first in run(*load)
    assert "Unknown" not in run(*load)
    assert run("report", "drift", "--format", "csv").splitlines()[0].count("hologram") == 1
    shared = run("doctor", "--share")
    assert "chatgpt, content_type, with text | 1" in shared
    assert "hologram" not in shared
    assert "Nobody" not in shared
