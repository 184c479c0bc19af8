"""The pictures of README, drawn anew from the demo: python -m tests.pictures. Needs the extra browser, and Chromium.

They are screenshots of the app over samples/demo.zip. Beside them lies a digest of what they were made of; a test
compares it with the pages of today, so that no picture shows what is no more.
"""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.conftest import ROOT
from tests.export.export_cases import etl
from tests.web.web_cases import Web, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / ".github" / "pictures"
DIGESTS = FOLDER / "made_of.json"
_CHAT = "provider=chatgpt&account_id=user-Rb1nQ7demo4Lakes&conversation_id=b1dad203-96a6-45a1-a374-4d62ac8a0a7d"
PAGES = {
    "overview": "/?year=2025",
    "chat": f"/conversations/one?{_CHAT}&list=",
    "conversations": "/conversations?q=bread",
    "story": "/year?year=2025",
}
"""Each picture with the address that it is of."""
MOVING = "tour"
"""The one that moves: through these pages."""
_TOUR = ("/", "/conversations", "/conversations?q=bread", f"/conversations/one?{_CHAT}&list=", "/year?year=2025")
_SIZE = {"width": 1280, "height": 800}
_TOUR_SIZE = 880, 550
_MILLISECONDS = 1800
_LOOKS = ("app.css", "chat.css")
_VARIES = re.compile(r'<meta name="version"[^>]*>|prices of [\d-]+')


@contextmanager
def demo() -> Iterator[Web]:
    """The app over the demo, with its chats in categories, as it is pictured."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "chats.duckdb"
        etl("load", ROOT / "samples" / "demo.zip", "--db", database, "--timezone", "Europe/Zurich")
        etl("categorize", "--db", database)
        with serving(database, api_rate=1000.0, api_burst=1000) as web:
            yield web


def digests(web: Web) -> dict[str, str]:
    """Of each picture, what it was made of: the page, and how pages look."""
    looks = b"".join((ROOT / "etl" / "web" / "static" / name).read_bytes() for name in _LOOKS)
    looks += web.ask("/charts.css").body
    return {name: _digest(web, looks, [address]) for name, address in PAGES.items()} | {
        MOVING: _digest(web, looks, list(_TOUR))
    }


def draw() -> None:
    """Draw all of them, and write down what they were made of."""
    from playwright.sync_api import sync_playwright

    from tests.web.browser_cases import CHROMIUM

    FOLDER.mkdir(exist_ok=True)
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with demo() as web, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, address in PAGES.items():
            _small(_shot(browser, web, address)).save(FOLDER / f"{name}.png", optimize=True)
        _move([_shot(browser, web, address) for address in _TOUR])
        browser.close()
        DIGESTS.write_text(json.dumps(digests(web), indent=4) + "\n", "utf-8")


def _digest(web: Web, looks: bytes, addresses: list[str]) -> str:
    pages = (_VARIES.sub("", web.ask(address).text).encode() for address in addresses)
    return hashlib.sha256(b"".join([*pages, looks])).hexdigest()


def _shot(browser: "Browser", web: Web, address: str) -> bytes:
    context = browser.new_context(viewport=_SIZE, color_scheme="light")  # type: ignore[arg-type]
    context.add_cookies([web.cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{web.url}{address}", wait_until="networkidle")
    taken = page.screenshot()
    context.close()
    return taken


def _small(taken: bytes) -> Any:
    """A picture of few colours: a screenshot has no more."""
    return _opened(taken).quantize(128)


def _move(shots: list[bytes]) -> None:
    """Write the moving picture: all of its frames in the colours of them together."""
    from PIL import Image

    frames = [_opened(shot).resize(_TOUR_SIZE, Image.Resampling.LANCZOS) for shot in shots]
    together = Image.new("RGB", (_TOUR_SIZE[0], _TOUR_SIZE[1] * len(frames)))
    for place, frame in enumerate(frames):
        together.paste(frame, (0, _TOUR_SIZE[1] * place))
    ink = together.quantize(64)
    first, *others = [frame.quantize(palette=ink, dither=Image.Dither.NONE) for frame in frames]
    told = {"save_all": True, "append_images": others, "duration": _MILLISECONDS, "loop": 0, "optimize": True}
    first.save(FOLDER / f"{MOVING}.png", **told)


def _opened(taken: bytes) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(taken)).convert("RGB")


if __name__ == "__main__":
    draw()
