"""The page of a chat: its turns, what was done on the way in a line, and how one gets about in it."""

import json
import re
from pathlib import Path

import pytest

from etl.web.pages.deeds import Deed, deed, gist
from etl.web.pages.strip import Phrase, duration, strip
from tests.chatgpt_export import chain, said
from tests.export.export_cases import loaded
from tests.web.web_cases import Web, serving

CHAT = "/conversations/one?provider=chatgpt&account_id=default&conversation_id=show"
CALLS = {
    ("browse", "web.run", '{"search_query":[{"q":"night trains"}]}'): "searched the web: night trains",
    ("browse", "browser", 'search("lighthouse height")'): "searched the web: lighthouse height",
    ("browse", "web_fetch", '{"url": "https://ferry.example/plan"}'): "read: ferry.example",
    ("browse", "web.open_url", 'open_url("https://bees.example/x")'): "read: bees.example",
    ("browse", "browser", "mclick([0])"): "browsed the web: mclick([0])",
    ("python", "python", "import os\nprint(1)"): "ran Python: import os",
    ("python", "shell", '{"command":["bash","-lc","date"]}'): "ran a command: date",
    ("python", "create_file", '{"path": "/tmp/note.md", "file_text": "x"}'): "wrote files: /tmp/note.md",
    ("canvas", "canmore.update_textdoc", '{"updates":[{"pattern":"x"}]}'): "edited a document: ",
    ("plugin", "TrailFinder.searchRoutes", '{"query":"lake"}'): "used TrailFinder: lake",
    ("connector", "mcp__harbour__moor", '{"berth": 4}'): "used harbour: ",
    ("agent", "Task", '{"description": "find rye", "prompt": "Search."}'): "asked an agent: find rye",
    ("other", "Read", '{"file_path": "a.py"}'): "read: a.py",
    ("python", "repl", '{"code": "console.log(4)"}'): "ran code: console.log(4)",
    ("other", "apply_patch", "*** Begin Patch\n*** Update File: src/a.py\n@@"): "edited files: src/a.py",
    ("python", "container.exec", '{"step": 2, "aim": "x"}'): "ran a command: ",
    ("canvas", "artifacts", '{"id": "packing", "command": "update", "old_str": "x"}'): "edited a document: ",
    ("other", None, None): "used a tool: ",
    ("other", "unknown", "raw"): "used a tool: raw",
    ("browse", "web.run", '{"query": "cut o'): "searched the web: cut o",
}


@pytest.mark.parametrize(("category", "name", "arguments"), CALLS)
def test_a_call_is_told_in_words(category: str, name: str | None, arguments: str | None) -> None:
    told = deed({"category": category, "tool_name": name, "arguments": arguments, "status": "success"})
    assert f"{told.title}: {told.about}" == CALLS[category, name, arguments]


@pytest.mark.parametrize(
    "arguments", ["[" * 500, "[1]", '{"q": [[[[1]]]]}', '{"q": null}', "null", '"x"', "\n\n", "{}"]
)
def test_odd_arguments_say_little_and_do_no_harm(arguments: str) -> None:
    assert len(gist(arguments)[1]) <= 80


def test_the_line_of_a_strip_says_each_thing_once() -> None:
    done = [
        Deed("", kind="thoughts", seconds=4),
        Deed("", kind="recap", seconds=65),
        *(Deed("searched the web", about, kind="browse") for about in ("a", "b", "b", "c")),
        *(Deed("ran Python", problem=problem, kind="python") for problem in ("", "failed", "failed")),
        Deed("made a picture", kind="image"),
    ]
    made = strip(done, 2)
    assert made is not None
    assert list(made.phrases) == [
        Phrase("Thought for 1 min 5 s"),
        Phrase("searched the web", "a, b and 1 more"),
        Phrase("ran Python 3 times", "", "2 failed"),
        Phrase("made 2 pictures"),
    ]
    assert not made.opens
    assert strip([], 0) is None
    assert [duration(seconds) for seconds in (0.2, 59.4, 60, 3_725)] == ["1 s", "59 s", "1 min", "1 h 2 min"]


def test_a_turn_has_one_strip_with_its_calls_and_results_in_pairs(show: Web) -> None:
    text = show.ask(CHAT).text
    (line,) = re.findall(r'<details class="strip">\s*<summary>(.*?)</summary>', text)
    plain = re.sub(r"<[^>]*>", "", line)
    assert plain == "Thought for 7 s · searched the web: night trains · ran Python (failed) · made 2 pictures"
    deeds = text.split('<ol class="deeds">')[1].split("</ol>")[0]
    searched = deeds.split("Searched the web")[1].split("</details>")[0]
    assert "search_query" in searched
    assert "Night trains of 2026: few." in searched
    assert 'Ran Python: <em dir="auto">open(&#39;rain.csv&#39;)</em> <span class="problem">(failed)</span>' in deeds


def test_what_is_gone_to_within_a_strip_is_open(show: Web) -> None:
    assert '<details class="strip" open>' in show.ask(f"{CHAT}&at=n4").text


def test_what_was_typed_is_shown_as_typed(show: Web) -> None:
    text = show.ask(CHAT).text
    assert "#include &lt;stdio.h&gt;\n2*3*4  two gaps\n1986. A great year" in text
    assert "  a poem,\n    by me" in text


def test_long_chats_have_an_outline_of_what_was_asked(show: Web, tmp_path: Path) -> None:
    text = show.ask(CHAT).text
    outline = text.split('<nav class="outline"')[1].split("</nav>")[0]
    assert re.findall(r'href="#n-(n\d+)"', outline) == ["n0", "n11", "n13"]
    assert all(f'id="n-{node}"' in text for node in ("n0", "n11", "n13"))


def test_words_are_found_within_the_chat_wherever_they_stand(show: Web) -> None:
    text = show.ask(f"{CHAT}&find=RYE").text
    found = text.split('<section class="found"')[1].split("</section>")[0]
    assert "2 messages hold “RYE”" in found
    assert ">The rye is best on the second day.</a>" in found
    assert re.findall(r"at=(n\d+)", found) == ["n10", "n14"]
    assert "0 messages hold" in show.ask(f"{CHAT}&find=%25%25").text


def test_the_list_stands_beside_with_its_neighbours_and_its_way_back(server: Web) -> None:
    listed = server.ask("/conversations?by=month&sort=oldest&page=2").text
    hrefs = [href.replace("&amp;", "&") for href in re.findall(r'<a href="(/conversations/one[^"]*)"', listed)]
    text = server.ask(hrefs[1]).text.replace("&amp;", "&")
    back = re.search(r'<a class="small" href="([^"]*)" data-back', text)
    assert back is not None
    assert back[1].startswith("/conversations?by=month&sort=oldest&page=2#c-")
    before, after = (re.search(rf'rel="{rel}" href="([^"]*)"', text) for rel in ("prev", "next"))
    assert before is not None
    assert after is not None
    assert [before[1], after[1]] == [hrefs[0], hrefs[2]]
    assert hrefs[5] in text.split('<nav class="beside"')[1]
    wrong = server.ask(hrefs[1].partition("&list=")[0] + "&list=sort%3D1")
    assert (wrong.status, 'class="beside"' in wrong.text) == (200, False)


def test_versions_that_begin_with_something_hidden_can_still_be_changed(tmp_path: Path) -> None:
    chat = chain(said("user", "Which?"), said("assistant", ""), said("assistant", "This."), id="f", title="Fork")
    other = said("assistant", "That.")
    chat["mapping"] |= {"m1": {"id": "m1", "message": other, "parent": "n0"}}
    chat["current_node"] = "n2"
    export = tmp_path / "conversations.json"
    export.write_text(json.dumps([chat]), "utf-8")
    with serving(loaded(tmp_path, str(export))) as web:
        key = re.findall(r'data-key="([^"]+)"', web.ask("/conversations").text)[0].replace("&amp;", "&")
        text = web.ask(f"/conversations/one?{key}").text
        assert "version 1 of 2" in text
        other_page = web.ask(f"/conversations/one?{key}&through=m1").text
    assert "That." in other_page
    assert '<span id="n-n1"></span>' in text


def test_files_of_a_tool_stand_in_its_result_and_pasted_texts_bear_their_names(tmp_path: Path) -> None:
    with serving(loaded(tmp_path, "claude/code_execution_2025.json", "claude/attachments_2025.json")) as web:
        keys = re.findall(r'data-key="([^"]+)"', web.ask("/conversations").text)
        text = "".join(web.ask(f"/conversations/one?{key.replace('&amp;', '&')}").text for key in keys)
    assert 'Attached text: <em dir="auto">one.txt</em>' in text
    presented = text.split("present_files")[-1].split("</details>")[0]
    assert '<b dir="auto">rain</b>' in presented
