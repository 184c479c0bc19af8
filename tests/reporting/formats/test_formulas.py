"""Cells of CSV that a spreadsheet would run (web.md's table of attacks, row 49)."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reporting.formats.render import render
from etl.reporting.formats.serialize import csv_line, guarded
from etl.reporting.formats.values import plain
from etl.reporting.reports.table import Table

RUN = [
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\ttab", " =1", "\u00a0=1", "\ufeff=1"),
    *("＝1", "＋1", "－1", "＠A1", "\u200b=1", "-", "+"),
    *(
        ";=1+1",
        ",=1",
        "|=1",
        "\t;=1",
        "; =1",
        '"=1',
        '";"=1',
        "\u201c=1",
        "；＝1",
        "，=1",
        "\x00=1",
        "\u202e=1",
        "﹦1",
        "\x00",
    ),
]
LEFT = ["-5", "+3.2", "-1,234.50", "+41", "-5%", "a=1", "1+1", "", "mail@x", "'=1", "text\n=1", ";", "; a=1", '"a" = 1']


@pytest.mark.parametrize("text", RUN)
def test_formulas_become_texts(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_other_cells_stay(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.text(), min_size=1))
def test_csv_reads_back(texts: list[str]) -> None:
    table = Table("t", ("a",), ("VARCHAR",), [(text,) for text in texts])
    for raw in (False, True):
        read = list(csv.reader(io.StringIO("".join(render(table, "csv", raw=raw)), newline="")))
        kept = [row[0] if row else "" for row in read[1:]]
        assert kept == (texts if raw else [guarded(text) for text in texts])


CELLS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.dates() | st.datetimes() | st.binary()
)


@given(st.lists(CELLS | st.text(), min_size=1), st.booleans())
def test_a_cell_is_what_plain_says_of_whatever_kind(row: list[object], raw: bool) -> None:
    texts = [guarded(value) if isinstance(value, str) and not raw else plain(value) for value in row]
    assert csv_line(row, raw) == csv_line(texts, raw=True)


@given(st.characters(), st.text())
def test_no_text_that_begins_with_a_letter_or_digit_is_a_formula(first: str, rest: str) -> None:
    if first.isalnum():
        assert guarded(first + rest) == first + rest


def test_numbers_and_other_forms_are_never_changed() -> None:
    def table() -> Table:
        return Table("t", ("n", "s"), ("DECIMAL(9,2)", "VARCHAR"), [(Decimal("-5.00"), "=1")])

    assert "".join(render(table(), "csv")) == "n,s\n-5.00,'=1\n"
    assert "".join(render(table(), "jsonl")) == '{"n": -5.00, "s": "=1"}\n'
