"""Exports of conversations: every message is in a file or counted as left out, and pages read as the chat did."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import look_up
from tests.export.export_cases import etl, loaded

GOLDEN = {
    "branches": "chatgpt/branches.json",
    "gpt5_web": "chatgpt/gpt5_web_2025.json",
    "canvas": "chatgpt/canvas_2024.json",
    "code_interpreter": "chatgpt/code_interpreter_2023_09.json",
    "claude_blocks": "claude/blocks_2025.json",
    "claude_web_search": "claude/web_search_2025.json",
    "claude_attachments": "claude/attachments_2025.json",
    "claude_tags": "claude/ant_tags_2024.json",
    "claude_code": "claude_code/branches_2025.jsonl",
}
_COUNTS = re.compile(r"([\d,]+) conversations?, ([\d,]+) messages? written")


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The database of a case, made when it is first asked for."""
    return cache(lambda case: loaded(tmp_path_factory.mktemp(case), GOLDEN[case]))


@pytest.mark.parametrize("case", GOLDEN)
def test_pages_with_all_branches(
    case: str, golden: Callable[[str], Path], tmp_path: Path, expect: Callable[[str, str], None]
) -> None:
    chosen = ["--branches", "all", "--db", str(golden(case))]
    assert etl("export", "conversations", "-o", tmp_path / "out", *chosen).exit_code == 0
    pages = sorted((tmp_path / "out").rglob("*.md"))
    assert pages
    told = (f"{page.relative_to(tmp_path / 'out').as_posix()}\n{page.read_text('utf-8')}" for page in pages)
    expect(f"export/{case}.md", "\n\n".join(told))


@pytest.mark.parametrize("case", ["gpt5_web", "claude_web_search", "branches"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "training"])
def test_forms_for_programs(
    case: str, form: str, golden: Callable[[str], Path], expect: Callable[[str, str], None]
) -> None:
    chosen = ["--training"] if form == "training" else ["--format", form]
    result = etl("export", "conversations", "-o", "-", *chosen, "--db", golden(case))
    assert result.exit_code == 0
    expect(f"export/{case}.{form}", result.stdout)


@pytest.mark.parametrize("options", [(), ("--hidden",), ("--branches", "all"), ("--branches", "all", "--hidden")])
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_message_is_written_or_counted(demo: Path, form: str, options: tuple[str, ...]) -> None:
    result = etl("export", "conversations", "-o", "-", "--format", form, *options, "--db", demo)
    if form == "jsonl":
        keys = [message["node_id"] for line in result.stdout.splitlines() for message in json.loads(line)["messages"]]
    else:
        keys = [row["node_id"] for row in csv.DictReader(io.StringIO(result.stdout))]
    left_out = re.search(r"Left out: ([\d,]+) message", result.stderr)
    total = len(keys) + (int(left_out[1].replace(",", "")) if left_out else 0)
    ((messages, current),) = look_up(demo, "select count(*), count(*) filter (not is_current) from v1.messages")
    assert messages == total
    assert (f"{current:,} on other branches" in result.stderr) == ("all" not in options)
    counts = _COUNTS.search(result.stderr)
    assert counts is not None
    assert int(counts[2].replace(",", "")) == len(keys)


def test_pages_count_the_messages_that_are_in_them(demo: Path, tmp_path: Path) -> None:
    result = etl("export", "conversations", "-o", tmp_path / "out", "--db", demo)
    pages = list((tmp_path / "out").rglob("*.md"))
    told = sum(int(found) for page in pages for found in re.findall(r"(?m)^messages: (\d+)$", page.read_text("utf-8")))
    assert f"{len(pages):,} conversations, {told:,} messages written" in result.stderr
    assert len(pages) == 296


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_are_for_their_owner_only(demo: Path, tmp_path: Path) -> None:
    etl("export", "conversations", "-o", tmp_path / "out", "--limit", "3", "--db", demo)
    for path in (tmp_path / "out").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_exported_again_the_same_files_are_there(demo: Path, tmp_path: Path) -> None:
    def exported() -> dict[Path, bytes]:
        etl("export", "conversations", "-o", tmp_path / "out", "--limit", "9", "--db", demo)
        return {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}

    first = exported()
    assert (len(first), exported()) == (9, first)


def test_a_renamed_conversation_keeps_one_file(demo: Path, tmp_path: Path) -> None:
    etl("export", "conversations", "-o", tmp_path / "out", "--limit", "1", "--db", demo)
    (page,) = (tmp_path / "out").rglob("*.md")
    before = page.with_name(page.name.replace(page.name[11:15], "Old title "))
    page.replace(before)
    other = before.with_name(before.name.replace("Old", "Mine"))
    other.write_text("notes of my own")
    etl("export", "conversations", "-o", tmp_path / "out", "--limit", "1", "--db", demo)
    assert sorted((tmp_path / "out").rglob("*.md")) == sorted([page, other])


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_out_of_the_folder_is_refused(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "2023").symlink_to(tmp_path / "elsewhere")
    result = etl("export", "conversations", "-o", tmp_path / "out", "--limit", "1", "--db", demo)
    assert result.exit_code == 1
    assert "leads out of" in result.stderr
    assert not list((tmp_path / "elsewhere").rglob("*.md"))


def test_filters_choose_conversations(demo: Path) -> None:
    def found(*options: str) -> int:
        result = etl("export", "conversations", "-o", "-", "--format", "jsonl", *options, "--db", demo)
        return len(result.stdout.splitlines())

    assert found() == 296
    assert found("--since", "2025-01-01") + found("--until", "2024-12-31") >= 296
    assert found("--provider", "claude") == found("--model", "no such model") == found("--title-contains", "%") == 0
    assert 0 < found("--model", "gpt-4o") < 296


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-o", "-"), "need a folder"),
        (("-o", "x", "--training", "--branches", "all"), "a form of its own"),
        (("-o", "x", "--training", "--format", "csv"), "a form of its own"),
    ],
)
def test_what_does_not_fit_together_is_one_sentence(demo: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = etl("export", "conversations", *arguments, "--db", demo)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_only_what_a_search_finds_is_exported(golden: Callable[[str], Path]) -> None:
    def told(*more: str) -> list[str]:
        result = etl("export", "conversations", "-o", "-", "--format", "jsonl", *more, "--db", golden("gpt5_web"))
        assert result.exit_code == 0, result.stderr
        return [json.loads(line)["conversation_id"] for line in result.stdout.splitlines()]

    every = told()
    assert told("--matching", "friday train") == every != []
    assert told("--matching", "train -friday") == []
    assert told("--matching", "friday train", "--provider", "claude") == []
    assert told("--matching", "firday") == [], "other words than those asked for are no match"


@pytest.mark.parametrize(("words", "sentence"), [("%", "--matching needs a word"), ("has:all", "'has:' takes code")])
def test_what_asks_for_nothing_is_refused(words: str, sentence: str, golden: Callable[[str], Path]) -> None:
    result = etl("export", "conversations", "-o", "-", "--format", "csv", "--matching", words, "--db", golden("canvas"))
    assert result.exit_code == 1
    assert sentence in result.stderr
