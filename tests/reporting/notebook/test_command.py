"""etl notebook: what it writes, what it leaves alone, and what it says."""

import ast
import json
import os
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl import assets
from etl.commands.cli import main
from etl.reporting import extras
from tests.reporting.notebook.notebook_cases import loaded


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(tmp_path_factory.mktemp("it's a folder"), "chatgpt/branches.json", "claude/blocks_2025.json")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def etl(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["notebook", *map(str, arguments)])


def parameters(path: Path) -> object:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    (source,) = ["".join(cell["source"]) for cell in cells if cell["metadata"].get("tags") == ["parameters"]]
    assigned = ast.parse(source).body[0]
    assert isinstance(assigned, ast.Assign)
    return ast.literal_eval(assigned.value)


def test_the_copy_points_at_the_database(demo: Path, here: Path) -> None:
    result = etl("--db", demo, "--no-open")
    assert (result.exit_code, result.stdout) == (0, "usage.ipynb\n"), result.output
    assert parameters(here / "usage.ipynb") == str(demo.resolve())
    assert not list(here.glob("*.partial"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_copy_is_for_its_owner_only(demo: Path, here: Path) -> None:
    etl("--db", demo, "--no-open", "-o", "mine.ipynb")
    assert stat.S_IMODE((here / "mine.ipynb").stat().st_mode) == 0o600


def test_a_file_is_replaced_only_by_force(demo: Path, here: Path) -> None:
    (here / "usage.ipynb").write_text("my work", "utf-8")
    result = etl("--db", demo, "--no-open")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: There is a usage.ipynb already; replace it with --force, or choose another name.\n"
    )
    assert (here / "usage.ipynb").read_text("utf-8") == "my work"
    assert etl("--db", demo, "--no-open", "--force").exit_code == 0
    assert parameters(here / "usage.ipynb") == str(demo.resolve())


def test_a_missing_database_or_folder_is_one_sentence(demo: Path, here: Path) -> None:
    result = etl("--db", here / "none.duckdb")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is no none.duckdb. Make it with: etl load EXPORT\n",
    )
    result = etl("--db", demo, "-o", here / "no" / "usage.ipynb")
    assert result.exit_code == 1
    assert result.stderr == f"Error: There is no folder {here / 'no'}; make it first.\n"
    assert not list(here.iterdir())


def test_without_a_terminal_it_says_how_to_open_the_copy(demo: Path) -> None:
    result = etl("--db", demo)
    assert result.stderr.splitlines()[-1].startswith("Open it with: ")
    assert result.stderr.rstrip().endswith("jupyter lab usage.ipynb")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_at_a_terminal_the_copy_is_opened_in_jupyter(demo: Path, here: Path) -> None:
    import pty

    program = here / "jupyterlab"
    program.mkdir()
    (program / "__init__.py").touch()
    (program / "__main__.py").write_text("import sys; open('opened', 'w').write(sys.argv[1])", "utf-8")
    asked, terminal = pty.openpty()
    for more, is_opened in (["--no-open"], False), (["--force"], True):
        subprocess.run(
            [sys.executable, "-m", "etl", "notebook", "--db", str(demo), *more],
            stdin=terminal,
            stdout=terminal,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(here), *sys.path])},
            check=True,
        )
        assert (here / "opened").exists() == is_opened
    os.close(terminal)
    os.close(asked)
    assert (here / "opened").read_text("utf-8") == "usage.ipynb"


def test_without_the_libraries_it_says_how_to_install_them(
    demo: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Python does with a name of which None is loaded: there is no such library.
    monkeypatch.setitem(sys.modules, "nbclient", None)
    sentence = f"The notebook needs libraries more: {extras.command('notebook')}"
    result = etl("--db", demo, "--run", "--html", "usage.html")
    assert (result.exit_code, result.stderr) == (1, f"Error: {sentence}\n")
    assert sentence in etl("--db", demo).stderr
    assert [path.name for path in here.iterdir()] == ["usage.ipynb"]


class _Page(HTMLParser):
    """What a page would ask of other places, and the words on it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.places: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        wanted = ("src", "href", "srcset", "action", "data", "poster", "background")
        self.places += [value for name, value in attrs if name in wanted and value]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_alone_leaves_no_copy(
    demo: Path, here: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("nbconvert")
    document = json.loads(assets.notebook().read_text("utf-8"))
    short = tmp_path_factory.mktemp("short") / "usage.ipynb"
    told = [cell for cell in document["cells"] if cell["metadata"].get("tags") == ["parameters"]]
    short.write_text(json.dumps({**document, "cells": told}), "utf-8")
    monkeypatch.setattr(assets, "notebook", lambda: short)
    result = etl("--db", demo, "--run", "--html", "usage.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "usage.html\n", "")
    assert [path.name for path in here.iterdir()] == ["usage.html"]


@pytest.fixture(scope="module")
def ran(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the executed notebook, usage.ipynb, and its page, usage.html: of one run."""
    pytest.importorskip("nbconvert")
    folder = tmp_path_factory.mktemp("ran")
    result = etl("--db", demo, "--run", "-o", folder / "usage.ipynb", "--html", folder / "usage.html")
    told = f"{folder / 'usage.ipynb'}\n{folder / 'usage.html'}\n"
    assert (result.exit_code, result.stdout, result.stderr) == (0, told, "")
    return folder


def test_the_page_asks_nothing_of_any_other_place(ran: Path) -> None:
    text = (ran / "usage.html").read_text("utf-8")
    page = _Page()
    page.feed(text)
    assert page.places
    assert all(place.startswith("data:image/png;base64,") for place in page.places)
    assert not page.tags & {"script", "link", "iframe", "object", "embed", "base"}
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_a_run_leaves_what_cells_show_in_the_copy(demo: Path, ran: Path) -> None:
    cells = json.loads((ran / "usage.ipynb").read_text("utf-8"))["cells"]
    assert sum("image/png" in output.get("data", ()) for cell in cells for output in cell.get("outputs", ())) >= 5
    assert parameters(ran / "usage.ipynb") == str(demo.resolve())
