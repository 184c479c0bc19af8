"""Pages of Markdown: nothing that was said ends, or swallows, what stands around it."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.export.conversation import Attachment, Citation
from etl.export.markdown.escaping import fenced, line, link, prose
from etl.export.markdown.page import page
from etl.transform.count.fences import fences
from tests.export.export_cases import conversation, message

yaml = pytest.importorskip("yaml")
PIECES = st.lists(
    st.sampled_from(
        ["```", "````python", "~~~", "\n", "> ", "<!--", "</details>", "`", "text", "\\(x\\)", " ", "\r\n"]
    ),
    max_size=25,
).map("".join)
TEXTS = st.one_of(st.text(), PIECES)


@given(TEXTS)
def test_fences_are_balanced(text: str) -> None:
    found = prose(text)
    assert all(is_closed for *_, is_closed in fences(found))
    assert all(is_closed for *_, is_closed in fences(f"{found}\n\n{fenced(text)}\n\nafter"))


@given(TEXTS)
def test_a_fence_holds_any_text(text: str) -> None:
    blocks = list(fences(fenced(text)))
    assert len(blocks) == 1
    assert blocks[0][3]


@example("~~~\n<details>", "user", "text")
@given(TEXTS, st.sampled_from(["user", "assistant", "tool"]), st.sampled_from(["text", "code", "thoughts", "quote"]))
def test_details_open_and_close_in_turn(text: str, role: str, kind: str) -> None:
    found = page(conversation(), [message("n", text, role=role, kind=kind, recipient="x"), message("m", "end")], UTC)
    inside = [range(start, end) for _, start, end, _ in fences(found)]
    outside = "".join(one for at, one in enumerate(found) if not any(at in block for block in inside)).split("\n")
    assert outside.count("<details>") == outside.count("</details>") <= 1
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


MARKS = ["`", "``", "<b>", "<!--", "\\", "\n", "\n\n", "a", "a ", "<https://x.org/>", "<https://x.org/`>", "<"]


@example(["`", "a", "\n", "b", "`", "<b>", "`"])
@example(["\\", "`", "<b>", "`"])
@example(["<https://x.org/`>", "<b>", "`"])
@given(st.lists(st.sampled_from(MARKS), max_size=14))
def test_no_html_of_a_text_is_html_of_its_page(pieces: list[str]) -> None:
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    blocks = markdown.parse(prose("".join(pieces)))
    inside = [token for block in blocks for token in (block, *(block.children or ()))]
    assert not [token.content for token in inside if token.type in ("html_block", "html_inline")]


def test_code_ends_where_as_many_backticks_stand_as_it_began_with() -> None:
    assert prose("``<b>` <b>`` <b>") == "``<b>` <b>`` \\<b>"
    assert prose("```` <b> ``` <b> ````") == "```` <b> ``` <b> ````"


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
