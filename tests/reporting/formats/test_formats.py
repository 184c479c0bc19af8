"""Formats: every kind of value, exact for programs and safe for eyes."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from etl.reporting.formats.render import asides, render
from etl.reporting.reports.table import Table

AWKWARD = 'a "quoted", piped | \x1b[31mred\x1b[0m\nsecond line \u202e'
KINDS = Table(
    "kinds",
    ("day", "at", "text", "count", "cost", "share", "is_so"),
    ("DATE", "TIMESTAMP", "VARCHAR", "BIGINT", "DECIMAL(18,6)", "DOUBLE", "BOOLEAN"),
    [
        (date(2024, 3, 4), datetime(2024, 3, 4, 10, 0, 1), AWKWARD, 1234567, Decimal("0.000715"), 0.5, True),
        (None, None, None, None, None, float("nan"), False),
    ],
)


def text(table: Table, form: str, width: int = 80) -> str:
    return "".join(render(table, form, width))


def test_json_keeps_every_digit_and_says_its_version() -> None:
    found = json.loads(text(KINDS, "json"), parse_float=Decimal)
    assert found["schema_version"] == 1
    assert (found["report"], found["columns"]) == ("kinds", list(KINDS.columns))
    assert found["rows"][0] == {
        "day": "2024-03-04",
        "at": "2024-03-04T10:00:01",
        "text": AWKWARD,
        "count": 1234567,
        "cost": Decimal("0.000715"),
        "share": Decimal("0.5"),
        "is_so": True,
    }
    assert set(found["rows"][1].values()) == {None, False}


def test_json_of_no_rows_is_json() -> None:
    assert json.loads(text(Table("none", ("a",), ("BIGINT",), []), "json"))["rows"] == []


def test_jsonl_is_the_rows_of_json_one_a_line() -> None:
    assert [json.loads(line) for line in text(KINDS, "jsonl").split("\n")[:-1]] == json.loads(text(KINDS, "json"))[
        "rows"
    ]


def test_csv_reads_back_as_it_was() -> None:
    found = list(csv.reader(io.StringIO(text(KINDS, "csv"))))
    assert found[0] == list(KINDS.columns)
    assert found[1] == ["2024-03-04", "2024-03-04T10:00:01", AWKWARD, "1234567", "0.000715", "0.5", "true"]
    assert found[2] == ["", "", "", "", "", "nan", "false"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_rows_are_written_as_they_come(form: str) -> None:
    drawn: list[int] = []

    def many() -> Iterator[tuple[int]]:
        for number in range(1_000_000):
            drawn.append(number)
            yield (number,)

    pieces = render(Table("many", ("n",), ("BIGINT",), many()), form)
    assert [next(pieces) for _ in range(3)]
    assert len(drawn) <= 3


@pytest.mark.parametrize("form", ["table", "md"])
def test_no_value_moves_a_cursor_or_breaks_a_line(form: str) -> None:
    found = text(KINDS, form)
    assert not set(found) & {"\x1b", "\u202e", "\r"}
    assert len([line for line in found.splitlines() if "quoted" in line]) == 1


def test_a_table_fits_its_width_and_cuts_texts_not_numbers() -> None:
    table = Table("t", ("title", "count"), ("VARCHAR", "BIGINT"), [("wide 漢字 " * 30, 1234567), ("short", None)])
    found = text(table, "table", 40)
    assert max(map(len, found.splitlines())) <= 40
    assert "1,234,567\n" in found
    assert "…" in found


def test_a_table_grows_rather_than_cut_a_number() -> None:
    columns = tuple(f"column_{number}" for number in range(12))
    found = text(Table("t", columns, ("BIGINT",) * 12, [(1_000_000_000,) * 12]), "table")
    assert found.count("1,000,000,000") == 12


def test_markdown_escapes_what_it_would_read_as_markup() -> None:
    table = Table("t", ("title",), ("VARCHAR",), [("a|b <img> `x` [y]",)])
    assert text(table, "md") == "| title |\n| --- |\n| a\\|b \\<img> \\`x\\` \\[y\\] |\n"


def test_wide_characters_are_cut_and_lined_up_by_cells() -> None:
    table = Table("t", ("title", "n"), ("VARCHAR", "BIGINT"), [("漢字漢字漢字漢字漢字", 1), ("abc", 22)])
    assert (
        text(table, "table", 20)
        == "title              n\n" + "─" * 20 + "\n漢字漢字漢字漢…    1\nabc               22\n"
    )


def test_a_table_without_rows_says_so() -> None:
    assert text(Table("t", ("title",), ("VARCHAR",), []), "table").splitlines()[-1] == "(no rows)"


def test_texts_on_the_left_keep_their_room_and_those_on_the_right_are_cut() -> None:
    table = Table("t", ("title", "key"), ("VARCHAR", "VARCHAR"), [("a" * 25, "b" * 36)])
    assert text(table, "table", 40).splitlines()[-1] == "a" * 25 + "  " + "b" * 12 + "…"


@pytest.mark.parametrize(
    ("kind", "amounts", "shown"),
    [
        ("DECIMAL(38,12)", ["1234.567890123456", "0.004", None], ["1,234.57", "0.00", ""]),
        ("DECIMAL(38,12)", ["-0.98765432", "0.000000000001", None], ["-0.9877", "0.0000", ""]),
        ("DECIMAL(18,6)", ["-1.000000", "0.5"], ["-1.00", "0.50"]),
        ("DECIMAL(38,12)", ["99999999999999999999999999.994000000000"], ["99,999,999,999,999,999,999,999,999.99"]),
        ("DECIMAL(38,12)", [None], [""]),
        ("DECIMAL(12,4)", ["2.5000", "0.0750"], ["2.5000", "0.0750"]),
    ],
)
def test_money_is_rounded_for_eyes_only(kind: str, amounts: list[str | None], shown: list[str]) -> None:
    values = [amount and Decimal(amount) for amount in amounts]
    table = Table("t", ("usd",), (kind,), [(value,) for value in values])
    assert [line.strip() for line in text(table, "table").splitlines()[2:]] == shown
    assert [line.strip("| ") for line in text(table, "md").splitlines()[2:]] == shown
    exact = json.loads(text(table, "json"), parse_float=Decimal)["rows"]
    assert [row["usd"] for row in exact] == values
    assert text(table, "csv").split("\n")[1:-1] == [amount or '""' for amount in amounts]


NOTED = Table(
    "t",
    ("n",),
    ("BIGINT",),
    [(1,)],
    ("not priced: a | b", "word " * 30, "gpt\x1b[31m"),
    {"pricing_version": "2026-11-20+1a2b3c4d", "timezone": None},
)


def test_notes_stand_below_a_table_wrapped() -> None:
    lines = text(NOTED, "table", 40).splitlines()
    assert lines[2:5] == ["1", "", "not priced: a | b"]
    assert max(map(len, lines)) <= 40
    assert "\x1b" not in text(NOTED, "table")
    told = Table("t", (), (), [], ("State one with: etl plan add openai plus --from 2023-03",))
    assert text(told, "table", 53).endswith("plus --from\n2023-03\n")
    assert text(NOTED, "md").split("\n\n")[1] == "not priced: a \\| b"
    assert "\x1b" not in text(NOTED, "md")


def test_json_has_the_notes_and_what_the_rows_were_made_with() -> None:
    found = json.loads(text(NOTED, "json"))
    assert found["notes"] == list(NOTED.notes)
    assert (found["pricing_version"], found["timezone"]) == ("2026-11-20+1a2b3c4d", None)


def test_what_is_data_has_no_notes_they_are_told_aside() -> None:
    assert (text(NOTED, "csv"), text(NOTED, "jsonl")) == ("n\n1\n", '{"n": 1}\n')
    assert (
        asides(NOTED, "csv") == asides(NOTED, "jsonl") == [f"{note}\n" for note in (*NOTED.notes[:2], "gpt\\u001b[31m")]
    )
    assert asides(NOTED, "table") == asides(NOTED, "json") == asides(NOTED, "md") == []


@pytest.mark.parametrize("name", ["advice", "detail", "how_to"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_what_to_do_is_never_cut(name: str, width: int) -> None:
    said = "the export names no model: etl prices assume MODEL --provider codex"
    rows = [("a title that is far longer than all the room there is for titles here", said), ("b", "")]
    lines = text(Table("doctor", ("title", name), ("VARCHAR",) * 2, rows), "table", width).splitlines()
    assert max(map(len, lines)) <= width
    start = lines[0].index(name.replace("_", " ").split()[0])
    assert " ".join(line[start:].strip() for line in lines[2:]).strip() == said
    assert lines[2].startswith("a title")
    assert lines[2][:start].rstrip().endswith("…")
    assert lines[-1] == "b"
