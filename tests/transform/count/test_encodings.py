"""Which encoding each message is counted in, and on what ground."""

from pathlib import Path

import pytest

from etl import assets
from etl.rows.message import Message
from etl.transform.count import count, encodings
from etl.transform.count.encodings import encoding_of
from tests.transform.count.count_cases import answer, chat


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("gpt-4-1", "o200k_base"),
        ("gpt-4-5", "o200k_base"),
        ("gpt-4", "cl100k_base"),
        ("text-davinci-002-render-sha", "cl100k_base"),
        ("gpt-5-2-thinking", "o200k_base"),
        ("claude-3-opus", "claude_v3"),
        ("gpt-7", None),
        ("auto", None),
    ],
)
def test_t10_encodings_by_slug(slug: str, name: str | None) -> None:
    assert encoding_of(slug) == name


def test_t10_a_witness_beats_the_slug() -> None:
    flat = chat(answer("a", "gpt-4-gizmo", witness="o200k_base"))
    count([flat])
    assert (flat.messages[1].encoding, flat.messages[1].encoding_basis) == ("o200k_base", "witness")


def test_t10_an_unknown_model_is_assumed() -> None:
    flat = chat(answer("a", "gpt-7"))
    count([flat])
    assert {(m.encoding, m.encoding_basis) for m in flat.messages} == {("o200k_base", "assumed")}


def test_a_rule_that_asks_for_a_witness_says_nothing_about_a_slug_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, *rules = assets.seed("model_map").read_text("utf-8").splitlines()
    backwards = tmp_path / "model_map.csv"
    backwards.write_text("\n".join([head, *reversed(rules)]) + "\n", "utf-8")
    monkeypatch.setattr(assets, "seed", lambda _: backwards)
    encodings._rules.cache_clear()
    try:
        assert [encoding_of.__wrapped__(slug) for slug in ("gpt-4", "gpt-4-gizmo")] == ["cl100k_base"] * 2
    finally:
        encodings._rules.cache_clear()


def test_an_encoding_is_inherited_over_nodes_without_a_message() -> None:
    flat = chat(answer("a", "gpt-4"), answer("b", "gpt-4o", tour=(8, 9)))
    flat.messages[0].tour_out = 14
    question = Message("q", parent_id="empty", role="user", text="And?", tour_in=5, tour_out=10)
    last = Message("z", parent_id="gone", role="user", text="Thanks.", tour_in=12, tour_out=13)
    flat.messages = [*flat.messages[:2], question, flat.messages[2], last]
    flat.messages[1].tour_out, flat.messages[3].parent_id = 3, "hollow"
    count([flat])
    found = {m.node_id: (m.encoding, m.encoding_basis) for m in flat.messages}
    assert found["q"] == found["b"] == ("o200k_base", "map")
    assert found["a"] == ("cl100k_base", "map")
    assert found["z"] == found["u"]
