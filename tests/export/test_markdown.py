"""Pages of Markdown: nothing that was said ends, or swallows, what stands around it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from etl.export.conversation import Attachment, Citation
from etl.export.markdown.escaping import fenced, line, link, prose
from etl.export.markdown.page import page
from tests.export.export_cases import conversation, message

yaml = pytest.importorskip("yaml")
MARKS = (
    *("```", "````python", "~~~", "`", "``", "\n", "\n\n", "\r\n", " ", "    ", "\t", "text", "a ", "\\", "\\(x\\)"),
    *("> ", ">", "- ", "1. ", "# ", "a|b\n-|-\n", "|-|\n", "|", "\\|", "[a]: ", "[", "](", "*", "=\n"),
    *("<b>", "<!--", "</details>", "<", "<https://x.org/>", "<https://x.org/`>"),
)
PIECES = st.lists(st.sampled_from(MARKS), max_size=25).map("".join)
TEXTS = st.one_of(st.text(), PIECES)
KINDS = ("text", "code", "thoughts", "quote")
READERS = {"CommonMark": MarkdownIt("commonmark"), "GFM": MarkdownIt("commonmark").enable(["table", "strikethrough"])}
"""Who says what of a page is HTML, and what is code."""


def _tokens(text: str, reader: str) -> Iterator[Token]:
    for block in READERS[reader].parse(text):
        yield from (block, *(block.children or ()))


@example("> ```\n<b>")
@example("    ```\n<b>\n    ```")
@example("a\n    ```\n<b>")
@example("- ```\n<b>")
@example("```\n    ```\n<b>\n```\n<b>")
@example("a|b\n-|-\n`|<b>`")
@example("a\\|b`|\n-|-\n`<b>`")
@example("|a|\n|-|\n    ```\n<b>")
@example("`a\nb`<b>`")
@example("\\`<b>`")
@example("<https://x.org/`><b>`")
@given(TEXTS)
def test_no_html_of_a_text_is_html_of_its_page(text: str) -> None:
    for reader in READERS:
        found = [token.content for token in _tokens(prose(text), reader) if token.type in ("html_block", "html_inline")]
        assert not found, reader


@example("```\na")
@example("> ```\n> a")
@example("- ~~~\n  a")
@example("```|a\n-|-")
@example("a|b\n- | -\n  ```\n<b>")
@given(TEXTS)
def test_what_follows_a_text_stands_outside_of_it(text: str) -> None:
    for reader in READERS:
        for after in ("## after", fenced(text), "<details>\n<summary>after</summary>"):
            last = list(READERS[reader].parse(f"{prose(text)}\n\n{after}"))[-1]
            assert last.level == 0, reader
            assert last.type == {"#": "heading_close", "<": "html_block"}.get(after[0], "fence"), reader


@given(TEXTS)
def test_a_fence_holds_any_text(text: str) -> None:
    for reader in READERS:
        assert [token.type for token in READERS[reader].parse(f"{fenced(text)}\n")] == ["fence"]


@example("~~~\n<details>", "user", "text")
@given(TEXTS, st.sampled_from(["user", "assistant", "tool"]), st.sampled_from(KINDS))
def test_all_html_of_a_page_is_ours(text: str, role: str, kind: str) -> None:
    found = page(conversation(), [message("n", text, role=role, kind=kind, recipient="x"), message("m", "end")], UTC)
    for reader in READERS:
        html = [token.content for token in _tokens(found, reader) if token.type.startswith("html_")]
        assert all(re.fullmatch(r"<details>\n<summary>[^<>]*</summary>\n?|</details>\n?", one) for one in html), reader
        assert sum(one.startswith("<details>") for one in html) == len(html) / 2 <= 1
    assert found.endswith("end\n")


@given(st.text(), st.text(), st.text())
def test_front_matter_is_read_back(title: str, account: str, project: str) -> None:
    at = datetime(2025, 3, 4, 10, 0, 1)
    one = conversation(title=title, account_id=account, project=project, created_at=at, models=["o1", title])
    head = page(one, [], UTC).split("\n---\n")[0].removeprefix("---\n")
    found = yaml.safe_load(head)
    assert (found["title"], found["account"], found["project"]) == (title, account, project)
    assert (found["created"], found["models"]) == (at.replace(tzinfo=UTC), ["o1", title])


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert len(line(text).splitlines()) <= 1


def test_html_is_shown_but_in_code_left_alone() -> None:
    assert prose("a <b> `<b>` <https://x.org> 1 < 2\n```\n<b>\n```\n<!-- x") == (
        "a \\<b> `<b>` <https://x.org> 1 < 2\n```\n<b>\n```\n\\<!-- x"
    )


def test_code_ends_where_as_many_backticks_stand_as_it_began_with() -> None:
    assert prose("``<b>` <b>`` <b>") == "``<b>` <b>`` \\<b>"
    assert prose("```` <b> ``` <b> ````") == "```` <b> ``` <b> ````"


def test_code_in_quotes_lists_and_cells_stays_as_it_was_written() -> None:
    for text in (
        "> ```\n> <b>\n> ```",
        "1. a\n\n    ```\n    <b>\n    ```",
        "-     <b>",
        "a\n\n    <b>",
        "|a|b|\n|-|-|\n|`<b>`|c|",
        "`a|<b>`",
    ):
        assert prose(text) == text


def test_only_pages_of_the_web_are_linked() -> None:
    assert link("a]b", "https://x.org/a b)c") == "[a\\]b](https://x.org/a%20b%29c)"
    assert link("click", "javascript:alert(1)") == "click"


def test_formulas_of_models_get_dollars() -> None:
    assert prose("\\( x \\) and \\[ y \\] in `\\(z\\)`", with_formulas=True).startswith("$x$ and $$ y $$")
    assert prose("\\[ a \\\\[2pt] b \\] \\\\[4pt]", with_formulas=True) == "$$ a \\\\[2pt] b $$ \\\\[4pt]"
    assert prose("grep '\\(x\\)'") == "grep '\\(x\\)'"


def test_citations_stand_where_their_marks_stood() -> None:
    text = "Up【1†a】 and cite1 down, \ue200cite\ue202none\ue201so."
    sources = [
        Citation("https://a.org", "A", None, 2, 7),
        Citation("https://b.org", None, "cite1", 12, 17),
        Citation("https://a.org", "A again", None, 17, 22),
        Citation(None, "plan.pdf"),
    ]
    found = page(conversation(), [message("n", text, role="assistant", citations=sources)], UTC)
    assert "Up [1](https://a.org) and [2](https://b.org) down [1](https://a.org), so.\n\nSources:\n\n" in found
    assert found.endswith("1. [A](https://a.org)\n2. [https://b.org](https://b.org)\n3. plan.pdf\n")


def test_turns_part_where_the_model_changes() -> None:
    said = [
        message("a", "Hi"),
        message("b", "One", role="assistant", model="m1"),
        message("c", "2", role="tool", author_name="python"),
        message("d", "Two", role="assistant", model="m2", siblings=3, sibling_index=1),
    ]
    found = re.findall(r"^## (.*)$", page(conversation(), said, UTC), re.M)
    assert found == ["1. You", "2. Assistant · m1", "3. Assistant · m2 · version 2 of 3"]


def test_rings_of_parents_end() -> None:
    ring = [message("a", "A", parent_id="b", is_current=False), message("b", "B", parent_id="a", is_current=False)]
    assert "## Branch 1 (from the beginning)" in page(conversation(*ring), ring, UTC)


def test_files_are_named_and_text_that_was_not_loaded_is_told() -> None:
    files = [Attachment("image", "a_b.png"), Attachment("generated_image", None)]
    found = page(conversation(), [message("n", None, attachments=files)], UTC)
    assert found.endswith("*(The text was not loaded.)*\n\n- Image: a\\_b.png\n- Generated image\n")
