"""What is shown to strangers: enough to find a bug, and no text that was loaded."""

import json
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.checks.share import share
from etl.commands.cli import main
from tests.conftest import ROOT
from tests.export.export_cases import loaded

TEXTS = (
    "select table_name, list(column_name) from duckdb_columns() where schema_name = 'core' and data_type = 'VARCHAR' "
    "group by all"
)
PRIVATE = (
    "select title from core.conversations union select conversation_id from core.conversations union "
    "select text from core.messages union select node_id from core.messages union "
    "select author_name from core.messages union select account_id from core.conversations union "
    "select export from core.load_files union select member from core.load_files union "
    "select detail from core.load_issues union select tool_name from core.tool_calls union "
    "select url from core.citations"
)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of chats of several vendors, with all that was odd of them."""
    samples = [*(ROOT / "samples" / "chatgpt").glob("*.json"), *(ROOT / "samples" / "claude").glob("*.json")]
    names = [path.relative_to(ROOT / "samples").as_posix() for path in sorted(samples)]
    return loaded(tmp_path_factory.mktemp("odd"), *names)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory, odd: Path) -> Path:
    return Path(copyfile(odd, tmp_path_factory.mktemp("spoilt") / "chats.duckdb"))


def shown(database: Path) -> list[tuple[str, str, str]]:
    return [(str(about), str(what), str(found)) for about, what, found in share(database).rows]


def test_nothing_that_was_loaded_is_shown(odd: Path) -> None:
    told = "\n".join("\t".join(line) for line in shown(odd))
    with closing(duckdb.connect(str(odd), read_only=True)) as connection:
        texts = {str(text) for (text,) in connection.execute(PRIVATE).fetchall() if text}
        texts -= {str(place) for (place,) in connection.execute("select place from core.load_fields").fetchall()}
    assert len(texts) > 100
    words = {text for text in texts if len(text) > 8}
    assert {text for text in words if text in told} == set()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30))
@example("text| **bold**\n# x")
@example("7")
@settings(max_examples=3)
def test_whatever_a_database_holds_none_of_it_is_shown(spoilt: Path, text: str) -> None:
    mark = f"Xq{text}Zj"
    with closing(duckdb.connect(str(spoilt))) as connection:
        connection.begin()
        for table, columns in connection.execute(TEXTS).fetchall():
            values = ", ".join(f'"{column}" = $text' for column in columns)
            connection.execute(f'update core."{table}" set {values}', {"text": mark})
        connection.commit()
    told = shown(spoilt)
    assert "other, other" in [what for about, what, _ in told if about == "drops"]
    assert not [line for line in told if any("Xq" in cell or "Zj" in cell for cell in line)]


def test_what_is_ours_is_named(odd: Path) -> None:
    told = shown(odd)
    abouts = {about for about, _, _ in told}
    assert abouts == {
        "machine",
        "database",
        "loads",
        "totals",
        "members",
        "fields",
        "drift",
        "issues",
        "drops",
        "kinds",
        "models",
    }
    assert ("machine", "duckdb", duckdb.__version__) in told
    assert any(what.startswith("chatgpt, text, user") for _, what, _ in told)
    assert any(what.endswith(", gpt-4o") for about, what, _ in told if about == "models")
    reasons = [what for about, what, _ in told if about == "issues"]
    assert reasons
    assert not [what for what in reasons if what.endswith(", other")], "a reason is the same for each of its kind"


def test_how_much_a_person_wrote_is_told_roughly_only(odd: Path) -> None:
    with closing(duckdb.connect(str(odd), read_only=True)) as connection:
        (messages,) = connection.execute("select count(*) from core.messages").fetchall()[0]
    (found,) = [found for about, what, found in shown(odd) if (about, what) == ("totals", "messages")]
    low, high = (int(end.replace(",", "")) for end in found.split(" to "))
    assert low <= messages <= high
    assert high > 5 * low


@pytest.mark.parametrize(
    ("bytes_", "found"),
    [(None, "none"), (b"nothing of ours", "cannot be read"), (b"SQLite format 3\0", "cannot be read")],
)
def test_a_database_that_cannot_be_read_is_no_reason_to_say_nothing(
    tmp_path: Path, bytes_: bytes | None, found: str
) -> None:
    path = tmp_path / "my secret name.duckdb"
    if bytes_ is not None:
        path.write_bytes(bytes_ * 1000)
    told = shown(path)
    assert any(what == "file" and said.startswith(found) for _, what, said in told)
    assert ("machine", "vocabularies", "whole") in told
    assert not [line for line in told if "secret" in "".join(line)]


def test_it_is_printed_fit_for_a_report(odd: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--share", "--db", str(odd)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("| about | what | found |\n| --- | --- | --- |\n")
    assert str(odd.parent) not in result.stdout
    answer = CliRunner().invoke(main, ["doctor", "--share", "--db", str(odd), "--format", "json"])
    assert list(json.loads(answer.stdout)["rows"][0]) == ["about", "what", "found"]
