"""Characters that nobody sees are spelt, and what people write in any language stays."""

import json

import pytest

from etl.reporting import controls
from tests.commands.terminal_cases import FORBIDDEN, TRICKS


@pytest.mark.parametrize("trick", TRICKS)
def test_each_trick_is_spelt_and_reads_back_as_json(trick: str) -> None:
    text = controls.visible(json.dumps(TRICKS[trick], ensure_ascii=False))
    assert not FORBIDDEN.search(text)
    assert json.loads(text) == TRICKS[trick]


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "مرحبا",
        "نمی\u200cخواهم",
        "👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f⃣",
        "क\u094d\u200dष",
        "a\tb\nc",
        "e\u0301",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert controls.visible(text) == text
    assert controls.undirected(text) == text
