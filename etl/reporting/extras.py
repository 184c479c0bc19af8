"""How to install what is not there: in words that work where this program lives, and without a name on an index.

The project's own name is on no index: whoever registers it there would be installed by who follows our advice.
"""

import json
import re
import shlex
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from etl import assets

_NAME = "chatlake"


def command(extra: str) -> str:
    """What to type for the packages of one of our extras.

    Where the program was installed from a checkout, or runs in one, that with the extra; else the packages themselves,
    as the installed program declares them.
    """
    checkout = _checkout()
    if checkout is None:
        return install(*_requirements(extra))
    place = f"{'.' if checkout == Path.cwd() else checkout}[{extra}]"
    if _is_made_by("uv-receipt.toml"):
        return _typed("uv", "tool", "install", place)
    if _is_made_by("pipx_metadata.json"):
        return _typed("pipx", "install", "--force", place)
    return install("-e", place) if _is_editable(checkout) else install(place)


def install(*what: str) -> str:
    """What to type so that packages of other people's come into the Python that runs this program."""
    if _is_made_by("pipx_metadata.json"):
        return _typed("pipx", "runpip", _NAME, "install", *what)
    if find_spec("pip") is None:
        return _typed("uv", "pip", "install", "--python", sys.executable, *what)
    found = shutil.which("pip")
    if found and Path(found).parent == Path(sys.executable).parent:
        return _typed("pip", "install", *what)
    return _typed(_seen_from_here(Path(sys.executable)), "-m", "pip", "install", *what)


def _checkout() -> Path | None:
    """The folder of our source that this program runs in, or was installed from and that is still there."""
    beside = assets.package().parent
    for folder in (beside, _origin()):
        if folder and (folder / "pyproject.toml").is_file() and (folder / "etl").is_dir():
            return folder
    return None


def _origin() -> Path | None:
    """The folder or file that the installed program came from, as its installer wrote it down."""
    url = urlsplit(str(_written().get("url", "")))
    return Path(url2pathname(url.path)) if url.scheme == "file" else None


def _is_editable(checkout: Path) -> bool:
    told = _written().get("dir_info")
    return isinstance(told, dict) and told.get("editable") is True and _origin() == checkout


def _written() -> dict[str, object]:
    """What an installer writes down of where a package came from (PEP 610)."""
    found = _installed()
    try:
        told = json.loads((found and found.read_text("direct_url.json")) or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _requirements(extra: str) -> list[str]:
    found = _installed()
    lines = [line.partition(";") for line in (found and found.requires) or ()]
    return [need.strip() for need, _, marker in lines if re.search(rf"extra == ['\"]{extra}['\"]", marker)]


def _installed() -> Distribution | None:
    try:
        return distribution(_NAME)
    except PackageNotFoundError:
        return None


def _is_made_by(receipt: str) -> bool:
    """Does this program live alone in an environment of a tool that leaves such a file there?"""
    return (Path(sys.prefix) / receipt).is_file()


def _seen_from_here(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _typed(*words: str) -> str:
    """As one types it in a shell of this system."""
    if sys.platform == "win32":
        return " ".join(word if re.fullmatch(r"[\w.:\\/-]+", word) else f'"{word}"' for word in words)
    return shlex.join(words)
