"""etl prices add FILE.csv, and etl prices check: figures that come from outside."""

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl import assets
from etl.commands.cli import main
from etl.reporting import extras
from etl.state.file import state_path
from etl.state.overrides import own, shipped
from etl.warehouse.pricing import price_lists
from tests.conftest import ROOT

OFFLINE = """
import sys
def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.")):
        raise RuntimeError(event)
sys.addaudithook(refuse)
from etl.commands.cli import main
main(["prices", "check", "--format", "csv"])
"""


def add(database: Path, text: str | bytes, name: str = "mine.csv") -> Result:
    """What comes of adding a file with that text."""
    path = database.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    arguments = ["prices", "add", str(path), "--db", str(database)]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(("table", "what"), [("pricing", "prices"), ("model_map", "rules")])
def test_our_own_files_are_of_the_form(database: Path, table: str, what: str) -> None:
    result = add(database, assets.seed(table).read_text("utf-8"))
    assert result.exit_code == 0, result.stderr
    number = len(shipped(table))
    assert result.stderr.startswith(f"Kept: {number:,} {what}.\n")
    assert sorted(map(str, own(database)[table])) == sorted(map(str, shipped(table)))


def test_columns_that_may_be_empty_may_be_left_out(database: Path) -> None:
    text = "\ufeffapi_model,vendor,valid_from,output,input\ngpt-9,openai,2026-11,2,1\n"
    assert add(database, text).stderr.startswith("Kept: 1 price.\n")
    (row,) = own(database)["pricing"]
    assert (row["valid_from"], row["input"], row["output"], row["source"]) == ("2026-11-01", "1", "2", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mine.csv holds no rows"),
        ("vendor,input\n", "mine.csv holds no rows"),
        ("a,b\n1,2\n", "The header of mine.csv is neither that of prices (vendor,api_model,"),
        ("vendor,api_model,valid_from,input,output,price\na,b,2026-01,1,2,3\n", "is neither that of prices"),
        ("vendor,api_model,valid_from,input,output\na,b,2026-01,1\n", "mine.csv, line 2: it has not as many values"),
        ("vendor,api_model,valid_from,input,output\na,b,2026-01,1,2,3\n", "line 2: it has not as many values"),
        ("vendor,api_model,valid_from,input,output\na,b,2026-01,1,2\na,c,2026-01,x,2\n", "mine.csv, line 3: 'x' is no"),
        ("vendor,api_model,valid_from,input,output\na,b,2026-01,1,\n", "line 2: A price needs vendor, api_model,"),
        ("vendor,api_model,valid_from,input,output,long_above\na,b,2026-01,1,2,2.5\n", "'2.5' is no number of tokens"),
        ("vendor,match,slug,valid_from,api_model,status\nopenai,like,x,2026-01,o3,mapped\n", "'like' is no match"),
        ("vendor,match,slug,valid_from,api_model,status\nopenai,exact,x,2026-01,o3,sure\n", "'sure' is no status"),
        ("vendor,match,slug,valid_from,api_model,status\nopenai,regex,(x,2026-01,o3,mapped\n", "'(x' is no regular"),
        ("vendor,match,slug,valid_from,api_model,status\nopenai,regex,(?!x),2026-01,o3,mapped\n", "is no regular"),
        ("vendor,match,slug,valid_from,api_model,status\nopenai,exact,x,2026-01,o99,mapped\n", "o99 has no price at"),
        (
            "vendor,match,slug,valid_from,api_model,status\nopenai,exact,x,2026-01,,mapped\n",
            "only unmapped ones name no",
        ),
        ("vendor,match,slug,valid_from,status,encoding\nopenai,exact,x,2026-01,unmapped,o9\n", "'o9' is no encoding"),
        (b"vendor,input\n\xff,1\n", "mine.csv is no CSV file in UTF-8"),
        (b"\0\0\0\0", "mine.csv"),
    ],
)
def test_a_file_that_cannot_be_kept_is_named_with_its_line(database: Path, text: str | bytes, words: str) -> None:
    result = add(database, text)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert words in result.stderr
    assert not state_path(database).exists()


def test_a_file_that_is_not_there_is_one_sentence(database: Path) -> None:
    arguments = ["prices", "add", "nowhere.csv", "--db", str(database)]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "nowhere.csv cannot be read" in result.stderr


def test_the_check_asks_nobody() -> None:
    command = [sys.executable, "-c", OFFLINE]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[0] == "list,vendor,model,figure,ours,theirs"
    models = len({(row["vendor"], row["api_model"]) for row in shipped("pricing")})
    newest = max(str(row["read_on"]) for row in shipped("sources"))
    assert result.stderr.startswith(f"{models} models on {newest}, against genai-prices ")
    assert "genai-prices,openai,gpt-oss-120b,model unknown here,," in result.stdout.splitlines()


def test_without_a_list_the_check_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices.data", None)
    monkeypatch.setattr(price_lists, "distribution", lambda name: distribution(f"no {name}"))
    result = CliRunner().invoke(main, ["prices", "check"])
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: Neither genai-prices nor litellm is installed; add one with: {extras.install('genai-prices')}\n"
    )
