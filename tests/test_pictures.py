"""README's pictures: they are there, small, and of the pages of today."""

import json
import re

import pytest

from tests.conftest import ROOT
from tests.pictures import DIGESTS, FOLDER, MOVING, PAGES, demo, digests

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="needs the checkout")


def test_every_picture_is_there_small_and_shown_in_readme() -> None:
    names = {*PAGES, MOVING}
    assert {path.stem for path in FOLDER.glob("*.png")} == names
    assert all(path.stat().st_size < 500_000 for path in FOLDER.glob("*.png"))
    text = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"!\[[^\]]+\]\(\.github/pictures/(\w+)\.png\)", text)) == names


def test_no_picture_shows_what_is_no_more() -> None:
    with demo() as web:
        today = digests(web)
    told = json.loads(DIGESTS.read_text("utf-8"))
    changed = [name for name in today if today[name] != told.get(name)]
    assert changed == [], "Pages have changed; draw their pictures anew with: python -m tests.pictures"
