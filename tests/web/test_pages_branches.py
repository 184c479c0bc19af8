"""A way through a conversation's tree, and how its page shows it."""

from typing import Any

from etl.export.branches import way
from etl.web.pages.grouping import PAGE, grouped
from tests.web.web_cases import Web


def node(name: str, parent: str | None, current: bool = False) -> dict[str, Any]:
    return {"node_id": name, "parent_id": parent, "is_current": current}


FORK = [node("a", None, True), node("b", "a"), node("c", "a", True), node("d", "b"), node("e", "b")]


def test_the_current_path_is_the_way() -> None:
    assert [step.node for step in way(FORK)] == ["a", "c"]


def test_a_wish_leads_through_a_node_to_its_newest_end() -> None:
    steps = way(FORK, "b")
    assert [step.node for step in steps] == ["a", "b", "e"]
    assert (steps[1].place, steps[1].siblings, steps[1].before, steps[1].after) == (1, 2, None, "c")


def test_an_unknown_wish_and_a_circle_do_no_harm() -> None:
    assert [step.node for step in way(FORK, "x")] == ["a", "c"]
    assert [step.node for step in way([node("a", "b"), node("b", "a")], "b")] == ["a", "b"]
    assert way([]) == []


def test_the_page_of_a_conversation_with_branches_offers_the_others(several: Web) -> None:
    rows = several.ask("/conversations?q=Regenerated+and+edited").text
    key = rows.split('data-key="')[1].split('"')[0].replace("&amp;", "&")
    text = several.ask(f"/conversations/one?{key}").text
    assert "version" in text
    through = text.split("&amp;through=")[1].split("#")[0]
    assert "Another branch is shown" in several.ask(f"/conversations/one?{key}&through={through}").text


def test_groups_go_on_over_pages_and_lose_no_row() -> None:
    rows = [{"month": f"2025-{1 + number % 3:02}", "number": number} for number in range(PAGE * 2 + 7)]
    shown = [row["number"] for page in (1, 2, 3) for group in grouped(rows, "month", page).shown for row in group.rows]
    assert sorted(shown) == list(range(PAGE * 2 + 7))
    found = grouped(rows, "month", 99)
    assert (found.page, found.pages, found.groups[0].name) == (3, 3, "2025-03")
