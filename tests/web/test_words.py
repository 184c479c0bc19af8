"""What pages say: one thing and several in the right number, and no word that is not explained."""

import re
from html import unescape

import pytest

from etl.web.pages.costs import MEANINGS, listed, sentences
from tests.web.web_cases import Web

PAGES = ("/", "/conversations", "/costs", "/loads")


def words(web: Web, path: str) -> str:
    """What can be read of a page, outside of charts and programs."""
    text = re.sub(r"<(svg|pre|select)\b.*?</\1>", " ", web.ask(path).text, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", text)))


@pytest.mark.parametrize("path", PAGES)
def test_one_is_not_spoken_of_as_several(lonely: Web, path: str) -> None:
    said = words(lonely, path)
    assert not re.search(r"(?<![\d.,:–-])1 (chats|messages|months|requests|tokens|rows|days|answers)\b", said)


def test_one_chat_and_one_row_are_said_so(lonely: Web) -> None:
    assert " chat 1 " in words(lonely, "/")
    assert "1 chat is in no category" in words(lonely, "/conversations")
    answer = lonely.ask("/query", "POST", b"sql=select+1", {"Content-Type": "application/x-www-form-urlencoded"})
    assert "1 row<" in answer.text


def test_every_scenario_of_the_costs_is_explained(server: Web) -> None:
    text = server.ask("/costs").text
    table = text[text.index("Scenarios, in US dollars") :]
    parts = re.findall(r'<tr><td class="cell">([^<]+)</td>', table[: table.index("</table>")])
    assert len(parts) >= 10
    for part in parts:
        assert f"<dt>{part}</dt>" in text
    noted = re.search(r"<li>(backdated [^<]+)</li>", text)
    assert noted is not None
    for word in re.findall(r"[a-z]+(?: [a-z]+)*", noted[1]):
        assert word in MEANINGS


def test_vendors_without_a_plan_are_named_together() -> None:
    rows = [{"vendor": name, "planned": 0} for name in ("anthropic", "deepseek", "openai", None)]
    assert [said.partition(":")[0] for said in sentences(rows)] == ["Anthropic, DeepSeek and OpenAI"]
    assert listed(["a"]) == "a"


@pytest.mark.parametrize(("planned", "told"), [(1, "1 of 1 month"), (2, "1 of 2 months")])
def test_months_of_a_plan_are_counted_in_words(planned: int, told: str) -> None:
    row = {"vendor": "openai", "planned": planned, "worth": 1, "unused": 1, "usd_fee": None, "usd_planned": None}
    assert sentences([row]) == [f"OpenAI: the plan was worth it in {told}; 1 month was paid and not used."]


def test_the_welcome_tells_how_to_get_the_export_of_each_provider(server: Web) -> None:
    said = words(server, "/welcome")
    for part in ("Confirm export", "up to 7 days", "Privacy → Export data", "DeepSeek"):
        assert part in said
    assert "etl load --claude-code --codex" in server.ask("/welcome").text


def test_many_files_of_a_load_are_folded_away(several: Web) -> None:
    text = several.ask("/loads").text
    assert "branches.json, cycle.json, two_roots.json<details><summary>and 2 others</summary>" in text
    assert "times are of Europe/Zurich" in text
