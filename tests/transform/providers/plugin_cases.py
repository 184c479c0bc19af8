"""Packages that bring providers, installed as pip would: the toy of CONTRIBUTING, and what is made of it."""

import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

import hatchling.build
import pytest

from tests.conftest import ROOT

PACKAGE, MODULE = "chatlake-toy", "chatlake_toy"


def block(language: str) -> str:
    """The only code block in a language of the recipe for a provider."""
    contributing = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    recipe = contributing.split("## Write a provider\n")[1].split("\n## ")[0]
    (found,) = re.findall(rf"```{language}\n(.*?)```", recipe, re.DOTALL)
    return str(found)


def chats(folder: Path) -> Path:
    """The recipe's chats, as a file to load."""
    path = folder / "chats.json"
    path.write_text(block("json"), "utf-8")
    return path


@dataclass(frozen=True, slots=True)
class Site:
    """A folder on the path, where packages are installed."""

    folder: Path

    def build(self, home: Path) -> None:
        """Make the recipe's package in ``home``, a wheel of it, and install that."""
        home.mkdir()
        (home / f"{MODULE}.py").write_text(block("python"), "utf-8")
        (home / "pyproject.toml").write_text(block("toml"), "utf-8")
        with chdir(home):
            wheel = hatchling.build.build_wheel(str(home))
        with zipfile.ZipFile(home / wheel) as archive:
            archive.extractall(self.folder)

    def install(
        self, name: str = PACKAGE, source: str | None = None, version: str = "1.0", entries: str | None = None
    ) -> None:
        """Put a package there, the recipe's if nothing else is said, in place of an older version of it."""
        module = name.replace("-", "_")
        for old in self.folder.glob(f"{module}-*"):
            (old / "METADATA").unlink()
            (old / "entry_points.txt").unlink()
            old.rmdir()
        (self.folder / f"{module}.py").write_text(block("python") if source is None else source, "utf-8")
        facts = self.folder / f"{module}-{version}.dist-info"
        facts.mkdir()
        (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
        told = f"[chatlake.providers]\ntoy = {module}\n" if entries is None else entries
        (facts / "entry_points.txt").write_text(told, "utf-8")
        self.forget()

    def remove(self, name: str = PACKAGE) -> None:
        """Uninstall a package."""
        module = name.replace("-", "_")
        for path in (self.folder / f"{module}.py", *self.folder.glob(f"{module}-*/*")):
            path.unlink()
        for path in self.folder.glob(f"{module}-*"):
            path.rmdir()
        self.forget()

    def forget(self) -> None:
        """Let this process import anew what is installed."""
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(str(self.folder)):
                del sys.modules[name]


@contextmanager
def on_path(folder: Path) -> Iterator[Site]:
    """An empty folder on the path; at the end what was imported from it is forgotten."""
    folder.mkdir()
    site = Site(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.dont_write_bytecode", True)
        patch.syspath_prepend(str(folder))
        yield site
        site.forget()
