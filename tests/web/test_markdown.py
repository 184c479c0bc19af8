"""Messages are shown as Markdown, those of people as typed; that nothing in them can act, the attack table shows."""

import pytest

from etl.web.texts.code import Ink
from etl.web.texts.markdown import html
from etl.web.texts.typed import typed

FORMULAS = {
    r"\(e^{i\pi}\)": '<math display="inline" alttext="',
    "a $x^2$ b": '<math display="inline" alttext="',
    "$$\\sum_{i=1}^n i$$": '<math display="block" alttext="',
    "\\[\nx\n= 1\n\\]": '<math display="block" alttext="',
    "\\begin{align*}\na &= b \\\\\nc &< d\n\\end{align*}": "<mo>&lt;</mo>",
    "\\[\n\\begin{aligned}a&=b\\\\c&=d\\end{aligned}\n\\]": "<mtr>",
    "- \\[\n  y = 1\n  \\]": '<math display="block" alttext="',
    r"\(\text{if } x < 1\)": "<mtext>if",
}
TEXTS = ("$5 and $7", "from $5/month to $50/year ($4)", "US$3-$4", "`$x$`", r"\[1\] said so", r"\$x\$", r"a \\(b\\)")


def test_what_people_write_is_rendered() -> None:
    made = html("# Bread\n\n- **oven**\n\n```python\nprint('<b>')\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n")
    for part in (
        '<h3 dir="auto">Bread</h3>',
        "<strong>oven</strong>",
        "'&lt;b&gt;'",
        '<td dir="auto" class="number">2</td>',
    ):
        assert part in made


def test_links_lead_elsewhere_without_telling_from_where() -> None:
    made = html("[a](https://example.org/?q=1) and https://example.org/a_b_c.")
    for address in ("https://example.org/?q=1", "https://example.org/a_b_c"):
        assert f'href="{address}"' in made
    assert made.count("noreferrer") == 2


def test_a_picture_is_a_link() -> None:
    assert 'href="https://example.org/p.png"' in html("![a map](https://example.org/p.png)")
    assert "<img" not in html("![a map](https://example.org/p.png)")


def test_tasks_have_boxes_and_footnotes_a_list() -> None:
    made = html("- [ ] flour\n- [x] salt\n\nSo it is[^1].\n\n[^1]: Said *Ida*.")
    for part in ("☐ flour", "☑ salt", "<sup>1</sup>", '<ol class="footnotes">', "<em>Ida</em>"):
        assert part in made


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_mathml(text: str) -> None:
    assert FORMULAS[text] in html(text)


@pytest.mark.parametrize("text", TEXTS)
def test_what_only_looks_like_a_formula_is_text(text: str) -> None:
    assert "<math" not in html(text)
    assert 'class="formula"' not in html(text)


def test_a_formula_that_nobody_can_tell_is_shown_as_it_stands() -> None:
    assert '<code class="formula">\\(\\nosuch{x} &lt; 1\\)</code>' in html(r"\(\nosuch{x} < 1\)")
    assert '<code class="formula">$$\\frac{a$$</code>' in html(r"so $$\frac{a$$")


def test_code_has_the_name_of_its_language_and_its_colours() -> None:
    made = html("```py\nreturn 1\n```\n\n```nosuch\nreturn 1\n```\n\n    return 1")
    assert '<figcaption>Python</figcaption><pre tabindex="0" dir="ltr"><code><span class="k">return</span>' in made
    assert made.count("<span") == made.split("nosuch")[0].count("<span")
    assert "<figcaption>nosuch</figcaption>" in made


def test_colours_run_out_on_a_page_of_much_code() -> None:
    ink = Ink(left=20)
    first, second = (html("```py\nreturn 1\n```", ink) for _ in range(2))
    assert "<span" in first
    assert "<span" in html("```py\nreturn 1\n```")
    assert "<span" not in html("```py\nreturn 123\n```", ink)
    assert first == second


def test_what_a_person_typed_stays_as_typed() -> None:
    poem = "1986. A great year\n  *two*  gaps\n#include <stdio.h>\n2*3*4"
    made = typed(f"{poem}\n\n```c\nint a;\n```\nsee https://example.org/a_b.", Ink())
    assert poem.replace("<", "&lt;").replace(">", "&gt;") in made
    assert "<figcaption>C</figcaption>" in made
    assert '<a href="https://example.org/a_b" ' in made
