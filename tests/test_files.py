"""Files that are whole or not there, and names behind which there is no file."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from etl.errors import EtlError
from etl.files import Together, whole
from tests.conftest import ROOT
from tests.export.export_cases import etl

DEMO = ROOT / "samples" / "demo.zip"
SAMPLE = ROOT / "samples" / "chatgpt" / "branches.json"


@pytest.fixture
def never_for_ever() -> Iterator[None]:
    """A test that waits at a pipe fails instead."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(params=["a pipe", "a socket", "a device"])
def special(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Something in a folder that is not a file, under a short name."""
    path, kind = tmp_path / "x", str(request.param)
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a device":
        path.symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as held:
        if kind == "a socket":
            folder = os.open(tmp_path, os.O_RDONLY)
            held.bind(f"/proc/self/fd/{folder}/x")
            os.close(folder)
        yield path, kind


GIVEN = {
    "an export": ["load", "{x}", "--db", "{db}"],
    "an export to check": ["verify", "{x}", "--db", "{good}"],
    "an export to fill in": ["backfill", "{x}", "--json-only"],
    "a database": ["report", "overview", "--db", "{x}"],
    "a database to ask": ["sql", "select 1", "--db", "{x}"],
    "a database to load into": ["load", str(SAMPLE), "--db", "{x}"],
    "a database to check": ["verify", str(SAMPLE), "--db", "{x}"],
    "a database to look at": ["doctor", "--db", "{x}"],
    "another's database": ["backfill", str(ROOT / "samples" / "claude"), "--db", "{x}", "-y", "-o", "{db}"],
    "a picture": ["chart", "models", "--db", "{good}", "-o", "{svg}"],
    "a page": ["report", "--html", "{x}", "--db", "{good}"],
    "a view": ["export", "messages", "-o", "{x}", "--db", "{good}"],
    "chats": ["export", "conversations", "--format", "jsonl", "-o", "{x}", "--db", "{good}"],
    "a notebook": ["notebook", "--no-open", "--force", "-o", "{x}", "--db", "{good}"],
    "a lake": ["load", str(SAMPLE), "--parquet", "{x}"],
    "a sheet": ["prices", "add", "{x}", "--db", "{db}"],
    "a state": ["plan", "list", "--db", "{state}"],
    "a state to write": ["plan", "add", "openai", "plus", "--from", "2024-01", "--db", "{state}"],
}


@pytest.mark.usefixtures("never_for_ever")
@pytest.mark.parametrize("name", GIVEN)
def test_what_is_no_file_is_one_sentence_and_stays(
    name: str, special: tuple[Path, str], demo_database: Path, tmp_path: Path
) -> None:
    path, _ = special
    names = {"x": path, "db": tmp_path / "new" / "n.duckdb", "good": demo_database}
    names |= {"svg": tmp_path / "x.svg", "state": tmp_path / "y.duckdb"}
    names["db"].parent.mkdir()
    for other in (names["svg"], tmp_path / "y.state.sqlite"):
        other.symlink_to(path)
    before = path.lstat().st_mode, path.stat().st_mode
    result = etl(*(part.format_map({key: str(one) for key, one in names.items()}) for part in GIVEN[name]))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    assert (path.lstat().st_mode, path.stat().st_mode) == before
    assert list(names["db"].parent.iterdir()) == []


def test_a_file_has_reached_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, real = [], os.fsync

    def watched(handle: int) -> None:
        seen.append((str(Path(f"/proc/self/fd/{handle}").readlink()), sorted(path.name for path in tmp_path.iterdir())))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    with whole(tmp_path / "a.csv") as stream:
        stream.write(b"1")
    assert seen == [(str(tmp_path / "a.csv.partial"), ["a.csv.partial"]), (str(tmp_path), ["a.csv"])]


@pytest.mark.skipif(not hasattr(os, "sync"), reason="no such call there")
def test_of_many_files_the_disk_has_all_before_any_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, real = [], os.sync

    def watched() -> None:
        asked.append({path.suffix for path in tmp_path.iterdir()})
        real()

    monkeypatch.setattr(os, "sync", watched)
    names = [f"{number}.md" for number in range(100)]
    (tmp_path / "3.md").write_text("before")
    with Together() as files:
        for name in names:
            with files.begun(tmp_path / name) as stream:
                stream.write(name.encode())
        assert (tmp_path / "3.md").read_text() == "before"
    assert asked == [{".partial", ".md"}]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: name for name in names}


@pytest.mark.parametrize("fails", ["while the second is written", "where a folder has its name"])
def test_files_that_fail_together_leave_what_was_there(tmp_path: Path, fails: str) -> None:
    (tmp_path / "a").write_text("before")
    (tmp_path / "b").mkdir()
    second = "b" if fails == "where a folder has its name" else "c"

    def written() -> None:
        with Together() as files:
            with files.begun(tmp_path / second) as stream:
                stream.write(b"after")
            with files.begun(tmp_path / "a") as stream:
                stream.write(b"after")
                if second == "c":
                    raise KeyError

    with pytest.raises((EtlError, KeyError)):
        written()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "a").read_text() == "before"


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "messages", "--format", "parquet", "-o"],
        ["export", "conversations", "--format", "csv", "-o"],
        ["chart", "models", "-o"],
        ["report", "--html"],
        ["notebook", "--no-open", "-o"],
    ],
)
def test_every_export_is_written_so(
    demo_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    seen, real = [], os.fsync

    def watched(handle: int) -> None:
        seen.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    assert etl(*arguments, tmp_path / "a.svg", "--db", demo_database).exit_code == 0
    assert seen == [str(tmp_path / "a.svg.partial"), str(tmp_path)]


def test_no_folder_is_made_through_a_link_that_leads_outside(demo_database: Path, tmp_path: Path) -> None:
    database = Path(copyfile(demo_database, tmp_path / "chats.duckdb"))
    chats, outside = tmp_path / "chats", tmp_path / "outside"
    chats.mkdir()
    outside.mkdir()
    for year in range(2020, 2030):
        (chats / str(year)).symlink_to(outside / "made")
    result = etl("export", "conversations", "-o", chats, "--db", database)
    assert result.exit_code == 1
    assert "leads out of" in result.stderr
    assert list(outside.iterdir()) == []
