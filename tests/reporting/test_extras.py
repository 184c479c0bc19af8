"""What we say to install: it can be typed where the program lives, and holds no name that is on no index."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import assets
from etl.reporting import extras
from tests.conftest import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
SAID = [
    *(path for path in (ROOT / "etl").rglob("*") if path.suffix in (".py", ".html", ".md")),
    *(path for path in [ROOT / "README.md", *(ROOT / ".github").rglob("*.md")] if path.exists()),
]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reads what is typed as a POSIX shell does")

Installed = Callable[[dict[str, object] | None], Path]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The program in a folder of packages, as an installer leaves it that says this of where it came from."""

    def put(origin: dict[str, object] | None) -> Path:
        site = tmp_path / "it's a site"
        (site / "etl").mkdir(parents=True)
        told = site / "chatlake-9.dist-info"
        told.mkdir()
        needs = "".join(f"Requires-Dist: {need}; extra == '{name}'\n" for name in EXTRAS for need in EXTRAS[name])
        (told / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: chatlake\nVersion: 9\nRequires-Dist: click\n{needs}"
        )
        if origin is not None:
            (told / "direct_url.json").write_text(json.dumps(origin))
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.setattr(assets, "_PACKAGE", site / "etl")
        return site

    return put


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "my $HOME of code"
    (folder / "etl").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    return folder


def words(extra: str) -> list[str]:
    """What is installed, as a shell understands it."""
    typed = shlex.split(extras.command(extra))
    return typed[typed.index("install") + 1 :]


def test_in_a_checkout_it_is_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    assert words("web")[-1] == ".[web]"
    monkeypatch.chdir(tmp_path)
    assert words("web")[-1] == f"{ROOT}[web]"


def test_from_a_checkout_it_is_the_checkout(
    installed: Installed, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed({"url": checkout.as_uri(), "dir_info": {}})
    assert words("png") == [f"{checkout}[png]"]
    monkeypatch.chdir(checkout)
    assert words("png") == [".[png]"]


def test_an_editable_one_stays_editable(installed: Installed, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed({"url": checkout.as_uri(), "dir_info": {"editable": True}})
    monkeypatch.setattr(assets, "_PACKAGE", checkout / "etl")
    assert words("png") == ["-e", f"{checkout}[png]"]


@pytest.mark.parametrize(
    "origin",
    [
        None,
        {},
        {"url": "file:///gone", "dir_info": {}},
        {"url": "file:///tmp/chatlake-9-py3-none-any.whl", "archive_info": {}},
        {"url": "git+https://example.org/chatlake", "vcs_info": {}},
    ],
)
@pytest.mark.parametrize("extra", sorted(set(EXTRAS) - {"claude", "dev"}))
def test_elsewhere_it_is_the_packages_themselves(
    installed: Installed, extra: str, origin: dict[str, object] | None
) -> None:
    installed(origin)
    assert words(extra) == EXTRAS[extra]


def test_a_tool_that_keeps_programs_apart_is_asked_by_its_own_name(
    installed: Installed, checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed({"url": checkout.as_uri(), "dir_info": {}})
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (tmp_path / "uv-receipt.toml").touch()
    assert shlex.split(extras.command("web")) == ["uv", "tool", "install", f"{checkout}[web]"]
    (tmp_path / "uv-receipt.toml").rename(tmp_path / "pipx_metadata.json")
    assert shlex.split(extras.command("web")) == ["pipx", "install", "--force", f"{checkout}[web]"]


def test_the_python_that_runs_us_is_the_one_that_gets_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pip = tmp_path / "pip"
    pip.touch(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    typed = shlex.split(extras.install("some-package"))
    assert typed[1:] == ["-m", "pip", "install", "some-package"]
    assert Path(typed[0]).samefile(sys.executable)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert extras.install("some-package") == "pip install some-package"


def test_what_is_printed_can_be_typed_into_a_shell() -> None:
    typed = extras.command("web")
    ran = subprocess.run(["sh", "-c", f"printf '%s\\n' {typed}"], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[-2].endswith("[web]")


def test_nothing_we_say_installs_a_name_that_is_on_no_index() -> None:
    wrong = re.compile(r"""(install|inject)( -\S+)* ['"]?chatlake\b(?!-)""")
    assert [path.name for path in SAID if wrong.search(path.read_text("utf-8"))] == []


def test_only_one_module_words_an_installation() -> None:
    spoken = [path.name for path in (ROOT / "etl").rglob("*.py") if "pip install" in path.read_text("utf-8")]
    assert spoken == []


def test_the_extras_that_are_named_are_there() -> None:
    named = [
        name
        for path in SAID
        for group in re.findall(r"'\.\[([\w,]+)\]'", path.read_text("utf-8"))
        for name in group.split(",")
    ]
    assert named
    assert set(named) <= set(EXTRAS)
