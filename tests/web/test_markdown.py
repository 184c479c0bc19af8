"""Messages are shown as Markdown; that nothing in them can act, the attack table shows."""

from etl.web.markdown import html


def test_what_people_write_is_rendered() -> None:
    made = html("# Bread\n\n- **oven**\n\n```python\nprint('<b>')\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    for part in ("<h1>Bread</h1>", "<strong>oven</strong>", "print('&lt;b&gt;')", "<td>1</td>"):
        assert part in made


def test_links_lead_elsewhere_without_telling_from_where() -> None:
    made = html("[a](https://example.org/?q=1)")
    assert 'href="https://example.org/?q=1"' in made
    assert "noreferrer" in made
