"""Every stage over repetitive texts and trees: twice as much is about twice the work. Patterns: test_patterns.py."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

import pytest

from etl.export.conversation import Citation
from etl.export.markdown.page import page
from etl.export.training import pairs
from etl.reporting.redact import Redactor
from etl.rows.conversation import Flat
from etl.transform.count import count
from etl.transform.providers import chatgpt, claude, claude_code, codex, deepseek
from etl.warehouse.build.merge_trees import Link, _graft
from tests import chatgpt_export, claude_export
from tests.export.export_cases import conversation, message
from tests.extract.reading_cases import parted, readings
from tests.growth.growth_cases import MOST, PLAIN, growth, repeated, some_pairs
from tests.transform.providers.log_cases import answered, asked

LONG, LONG_FLOOR = 6_000, 0.06
"""Characters of a text; and seconds, far above what any stage needs for twice as many in a straight line."""
MANY, MANY_FLOOR = 1_500, 0.25
"""The same for nodes."""
PAIRS = 300
"""Of every two units, those that a stage meets."""
TWO = ("<antThinking>", "<antArtifact ", "<antArtifact a='", "\\[", "\\(", "`", "< ` `` ", "【", "![", "*a **")
"""Units that were slow in some stage, or are in other programs."""

Raw = dict[str, Any]
Flatten = Callable[[Raw], Flat]


def read(text: str) -> None:
    """Half a surrogate makes the reader look closer."""
    told = json.dumps([chatgpt_export.chain(chatgpt_export.said("user", f"{text}\ud800"))] * 2)
    readings(parted(io.BytesIO(told.encode()))[0])
    readings(parted(io.BytesIO(told.replace("\\\\", "\\").encode()))[0])


def flatten(text: str) -> None:
    for flat in (
        chatgpt_export.flat(chatgpt_export.said("user", text), chatgpt_export.said("assistant", text)),
        claude_export.flat(claude_export.said("human", text), claude_export.said("assistant", text, f"{text}\n{text}")),
    ):
        count([flat])


def export(text: str) -> None:
    sources = [Citation("https://a.org", "A", text[-9:], 0, 5)]
    said = [message("a", text), message("b", text, role="assistant", citations=sources)]
    said += [message("c", text, role="tool", kind="tool_output"), message("d", text, role="assistant", kind="code")]
    page(conversation(*said), said, UTC)
    pairs(said, Counter())


def redact(text: str) -> None:
    Redactor()(text)


def show(text: str) -> None:
    """The page of the web app."""
    pytest.importorskip("nh3")
    from etl.web.pages.message import prose

    prose(text, [])


STAGES: dict[str, Callable[[str], None]] = {one.__name__: one for one in (read, flatten, export, redact, show)}


@pytest.mark.parametrize("stage", STAGES)
def test_no_text_takes_square_work(stage: str) -> None:
    assert list(_grown(STAGES[stage], [(unit, last) for unit in (*PLAIN, *TWO) for last in ("", "a")])) == []


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_no_two_texts_take_square_work(stage: str) -> None:
    assert list(_grown(STAGES[stage], some_pairs(stage, PAIRS))) == []


def _grown(stage: Callable[[str], None], units: list[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    for unit, last in units:

        def make(size: int, unit: str = unit, last: str = last) -> Callable[[], None]:
            text = "< " + repeated(unit, size) + (repeated(last, size) if last else "")
            return lambda: stage(text)

        found = growth(make, LONG, LONG_FLOOR)
        if found > MOST:
            yield unit, last, found


SHAPES: dict[str, Callable[[int], int]] = {
    "chain": lambda place: place - 1,
    "comb": lambda place: place - 1 if place % 2 else max(place - 2, -1),
    "star": lambda place: 0 if place else -1,
    "roots": lambda place: -1,
    "pairs": lambda place: (place - 1) // 2,
    "backwards": lambda place: place + 1,
    "lost": lambda place: place - 1 if place % 3 else -2,
}


def of_chatgpt(size: int, above: Callable[[int], int]) -> Raw:
    """Every third node has no message, every fifth calls a tool that does not answer."""
    nodes = {}
    for place in range(size):
        told = chatgpt_export.said(("user", "assistant")[place % 2], "a", create_time=1.0 + place)
        told |= {"recipient": "web"} if place % 5 == 1 else {}
        nodes[f"n{place}"] = {"message": told if place % 3 else None, "parent": _named("n", above(place))}
    return {"conversation_id": "c", "title": "t", "create_time": 1.0, "mapping": nodes}


def of_claude(size: int, above: Callable[[int], int]) -> Raw:
    """Every message has a file and a call, and every second the same id."""
    use = {"type": "tool_use", "name": "a", "input": {}}
    told = [
        claude_export.said(
            ("human", "assistant")[place % 2],
            *("a", use),
            uuid=f"c-{place if place % 2 else 0}",
            parent_message_uuid=_named("c-", above(place)),
            files=[{"file_name": f"{place}.png"}],
        )
        for place in range(size)
    ]
    return claude_export.talk(*told)


def of_blocks(size: int, above: Callable[[int], int]) -> Raw:
    """One message of many calls, and as many results from the last to the first."""
    names = [f"t{place}" for place in range(size // 2)]
    calls = [{"type": "tool_use", "id": name, "name": name, "input": {}} for name in names]
    results = [{"type": "tool_result", "tool_use_id": name, "content": "a"} for name in reversed(names)]
    return claude_export.talk(claude_export.said("assistant", *calls, *results))


def of_claude_code(size: int, above: Callable[[int], int]) -> Raw:
    """Every second event is none that is kept, and most have no id."""
    rows: list[Raw] = []
    for place in range(size):
        parent = _named("e", above(place))
        row = asked(f"e{place}", parent, "a") if place % 4 == 1 else answered(f"e{place}", parent, None, answer="same")
        row |= {"type": "progress"} if place % 2 == 0 else {}
        rows.append(row | ({"uuid": None} if place % 8 == 7 else {}))
    return {"rows": rows, "member": "a.jsonl"}


def of_codex(size: int, above: Callable[[int], int]) -> Raw:
    """Calls that nobody answers, and as many answers to others."""
    rows: list[Raw] = [{"type": "session_meta", "payload": {"id": "s"}}]
    for place in range(size // 2):
        call = {"type": "function_call", "name": "a", "arguments": "{}", "call_id": f"a{place}"}
        other = {"type": "function_call_output", "call_id": f"b{place}", "output": "a"}
        rows += [{"type": "response_item", "payload": call}, {"type": "response_item", "payload": other}]
    return {"rows": rows, "member": "a.jsonl"}


def of_deepseek(size: int, above: Callable[[int], int]) -> Raw:
    """Every second node has no message."""
    told = {"fragments": [{"type": "THINK", "content": "a"}, {"type": "RESPONSE", "content": "a"}]}
    nodes = {
        f"n{place}": {"id": f"n{place}", "parent": _named("n", above(place)), "message": told if place % 2 else None}
        for place in range(size)
    }
    return {"id": "c", "title": "t", "mapping": nodes}


def _named(prefix: str, place: int) -> str | None:
    return None if place == -1 else f"{prefix}{place}"


PROVIDERS: dict[str, tuple[Flatten, Callable[[int, Callable[[int], int]], Raw]]] = {
    "chatgpt": (chatgpt.flatten, of_chatgpt),
    "claude": (claude.flatten, of_claude),
    "claude's blocks": (claude.flatten, of_blocks),
    "claude_code": (claude_code.flatten, of_claude_code),
    "codex": (codex.flatten, of_codex),
    "deepseek": (deepseek.flatten, of_deepseek),
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_tree_takes_square_work_to_flatten_and_count(provider: str) -> None:
    flatten, make = PROVIDERS[provider]
    shapes = SHAPES if provider not in ("claude's blocks", "codex") else {"chain": SHAPES["chain"]}

    def work(size: int, shape: str) -> Callable[[], None]:
        raw = make(size, SHAPES[shape])
        return lambda: count([flatten(raw)])

    found = {shape: growth(lambda size, shape=shape: work(size, shape), MANY, MANY_FLOOR) for shape in shapes}  # type: ignore[misc]
    assert {shape: times for shape, times in found.items() if times > MOST} == {}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_tree_takes_square_work_to_export(shape: str) -> None:
    """Every second message is left out; those on other branches follow each other."""

    def work(size: int) -> Callable[[], object]:
        names = [_named("n", SHAPES[shape](place)) for place in range(size)]
        told = [
            message(f"n{place}", "a", parent_id=above, is_current=place % 7 == 0) for place, above in enumerate(names)
        ]
        told = [
            one if place % 2 else message(one.node_id, "a", parent_id=one.parent_id, role="tool")
            for place, one in enumerate(told)
        ]
        return lambda: page(conversation(*told), told[1::2], UTC)

    assert growth(work, MANY, MANY_FLOOR) <= MOST


@pytest.mark.parametrize("shape", SHAPES)
def test_no_tree_takes_square_work_to_merge(shape: str) -> None:
    """An older version puts a node between any two."""

    def work(size: int) -> Callable[[], object]:
        links: list[Link] = []
        for place in range(size):
            above = _named("n", SHAPES[shape](place))
            links.append(_link(1, f"n{place}", above))
            links += [_link(2, f"n{place}", f"m{place}"), _link(2, f"m{place}", above)]
        return lambda: _graft(links)

    assert growth(work, MANY, MANY_FLOOR) <= MOST


def _link(place: int, node: str, parent: str | None) -> Link:
    return Link(1, place, place == 1, place, node, parent, 0, 0, None, "user", True, True, 1, None, None, None)
