"""Citations on the page of a conversation: links and names where a product wrote its marks, never the marks."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from etl.export.conversation import Citation
from etl.export.markdown.citations import unmarked
from etl.web.pages.message import listed, prose
from tests.chatgpt_export import chain, said
from tests.export.export_cases import loaded
from tests.web.web_cases import Web, serving

CASES = {
    "a source": ("So.\ue200cite\ue202turn0search0\ue202turn1news2\ue201 Yes", "So. Yes"),
    "a name": ('In \ue200entity\ue202["city","Paris","capital"]\ue201.', "In Paris."),
    "a broken name": ('In \ue200entity\ue202["city\ue201.', "In ."),
    "a name alone": ("In \ue200entity\ue202[1]\ue201.", "In ."),
    "a link": ("See \ue200url\ue202the map\ue202https://x.example\ue201.", "See the map."),
    "a span": ("\ue203Fridays only\ue204 \ue202turn0search1", "Fridays only turn0search1"),
    "a half": ("So \ue200cite\ue202turn0", "So citeturn0"),
    "an older mark": ("So【12†source】 and【4:0†a.pdf】.", "So and."),
    "brackets of a language": ("【重要】 stays", "【重要】 stays"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mark_becomes_what_it_stands_for_or_nothing(case: str) -> None:
    text, expected = CASES[case]
    assert unmarked(text) == expected


def test_a_text_of_marks_takes_no_time() -> None:
    assert unmarked("【†" * 100_000).startswith("【†")


def test_a_source_is_a_numbered_link_and_is_listed() -> None:
    cited = [Citation("https://a.example/x", "A <b>", "M1"), Citation("javascript:alert(1)", "B", "M2")]
    made = prose("One M1. Two M2.", cited)
    assert re.search(r'One <a href="https://a.example/x"[^>]*>1</a>\. Two 2\.', made)
    found = listed(cited)
    assert found is not None
    assert "A &lt;b&gt;" in found
    assert "javascript" not in found
    assert listed([]) is None


def test_no_mark_reaches_the_page_and_a_hit_can_be_gone_to(lonely: Web) -> None:
    hit = lonely.ask("/api/search?q=friday+train").json["results"][0]
    key = {name: hit[name] for name in ("provider", "account_id", "conversation_id")}
    text = lonely.ask(f"/conversations/one?{urlencode(key | {'at': hit['node_id']})}").text
    assert not re.search("[\ue000-\uf8ff]", text)
    assert "<summary>Sources</summary>" in text
    assert 'href="https://example.com/night"' in text
    assert re.search(r"Searched the web: <em[^>]*>\w+", text)
    assert f'id="n-{hit["node_id"]}"' in text
    assert "Another branch" not in text


def test_what_is_found_is_told_without_marks(lonely: Web) -> None:
    (found,) = lonely.ask("/api/search?q=still+runs").json["results"]
    assert found["snippet"].startswith("Only the Friday train still runs.")
    assert not re.search("[\ue000-\uf8ff]", found["snippet"])


def test_a_list_that_is_searched_shows_where_the_text_stands(lonely: Web) -> None:
    text = lonely.ask("/conversations?q=STILL+RUNS").text
    assert re.search(r'&amp;at=\S+#n-\S+">Only the Friday train <mark>still</mark> <mark>runs</mark>\.', text)
    for path in ("/conversations", "/conversations?q=night+trains&in=titles"):
        assert "<mark>" not in lonely.ask(path).text


def test_a_hit_far_down_a_long_chat_is_on_the_page_that_is_opened(tmp_path: Path) -> None:
    messages = [said("user" if place % 2 else "assistant", f"word{place}.") for place in range(650)]
    export = tmp_path / "conversations.json"
    export.write_text(json.dumps([chain(*messages, id="long", title="Long")]), "utf-8")
    with serving(loaded(tmp_path, str(export))) as web:
        (hit,) = web.ask("/api/search?q=word640.").json["results"]
        key = {name: hit[name] for name in ("provider", "account_id", "conversation_id")}
        text = web.ask(f"/conversations/one?{urlencode(key | {'at': hit['node_id']})}").text
    assert "Page 3 of 3" in text
    assert f'id="n-{hit["node_id"]}"' in text
    assert "word640." in text
