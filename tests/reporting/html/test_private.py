"""Whose words the HTML report holds, and who may read it."""

import os
import stat
from html import unescape
from pathlib import Path

from click.testing import CliRunner, Result

from etl.commands.cli import main
from tests.conftest import look_up

NAMED = '<section aria-labelledby="section-chats-and-projects-by-name">'


def _etl(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["report", *arguments])


def _found(html: str, words: list[tuple[object, ...]], least: int) -> list[str]:
    shown = unescape(html).lower()
    return [str(word) for (word,) in words if word and len(str(word)) >= least and str(word).lower() in shown]


def test_titles_stand_in_one_section_alone(both: Path, html: str) -> None:
    titles = look_up(both, "select distinct title from v1.conversations")
    before, _, rest = html.partition(NAMED)
    named, _, after = rest.partition("</section>")
    assert len(_found(named, titles, 5)) > 20
    assert _found(before + after, titles, 5) == []


def test_without_titles_there_is_none(both: Path, untitled: str) -> None:
    assert NAMED not in untitled
    assert _found(untitled, look_up(both, "select distinct title from v1.conversations"), 5) == []


def test_no_message_is_on_the_page(both: Path, html: str) -> None:
    texts = look_up(both, "select distinct text from v1.messages")
    titles = {str(title).lower() for (title,) in look_up(both, "select title from v1.conversations")}
    # A chat may be named by its first message; and a word such as "thanks" is one of ours too.
    assert [text for text in _found(html, texts, 12) if text.lower() not in titles] == []


def test_the_file_is_for_its_owner_alone_and_told_on_stderr(both: Path, untitled: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("an older one")
    file.chmod(0o644)
    result = _etl("--html", str(file), "--db", str(both), "--no-titles")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"{file}: every chart and report, {file.stat().st_size:,} bytes; open it in a browser.\n"
    assert file.read_text("utf-8") == untitled, "the page is the same each time"
    assert list(tmp_path.iterdir()) == [file]
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_cannot_be_done_is_one_sentence_and_leaves_no_file(both: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    one = _etl("daily", "--html", str(file), "--db", str(both))
    assert (one.exit_code, one.stderr) == (1, "Error: The HTML report holds every report; leave out 'daily'.\n")
    nowhere = _etl("--html", str(tmp_path / "none" / "report.html"), "--db", str(both))
    assert nowhere.exit_code == 1
    assert "cannot be written" in nowhere.stderr
    missing = _etl("--html", str(file), "--db", str(tmp_path / "none.duckdb"))
    assert missing.exit_code == 1
    assert list(tmp_path.iterdir()) == []
