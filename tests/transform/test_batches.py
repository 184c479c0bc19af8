"""Local time and what is left out of record batches."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.rows.companions import AccountSetting
from etl.rows.details import Citation, CodeBlock
from etl.rows.message import Message
from etl.rows.types import Micros
from etl.transform.batches import Keys, batch, offsets

ZONE = ZoneInfo("Europe/Zurich")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "seconds"),
    [(2, 2048), (1969, 3600), (1970, 3600), (2024, 3600), (3500, 3600), (9998, 3600)],
)
def test_the_offset_of_any_year_is_known(year: int, seconds: int) -> None:
    time = (datetime(year, 1, 15, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
    assert list(offsets(ZONE, [time]).values()) == [seconds]


def test_a_time_before_1970_has_its_local_day_and_hour() -> None:
    made = batch([Message("n", created_at=Micros(-3_600_000_001))], Keys("p", "a", 1, ["c"], [1]), ZONE)
    row = made.to_pylist()[0]
    assert (str(row["local_date"]), row["local_hour"]) == ("1969-12-31", 23)


VALUES = st.tuples(
    st.sampled_from(["", "a", "é"]),
    st.sampled_from([None, 0, 1]),
    st.sampled_from([None, 0.0, -0.0, 1.5]),
    st.booleans(),
)


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_a_batch_holds_every_value_of_its_rows(values: list[tuple[str, int | None, float | None, bool]]) -> None:
    rows = [
        Message("n", text=text, tokens=tokens, weight=weight, is_voice=is_voice)
        for text, tokens, weight, is_voice in values
    ]
    count = len(rows)
    made = batch(rows, Keys("p", "a", 1, ["c"] * count, [1] * count), ZONE)
    made.validate(full=True)
    told = [(row["text"], row["tokens"], row["weight"], row["is_voice"]) for row in made.to_pylist()]
    assert repr(told) == repr(values)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (CodeBlock("n", 0, "python", "python title=secret", 1, 1, True), "info"),
        (Citation("n", 0, "webpage", "citations", marker="secret"), "marker"),
        (AccountSetting("about_me", '"secret"'), "value"),
    ],
)
def test_without_text_no_word_is_in_a_batch(row: object, name: str) -> None:
    keys = Keys("p", "a", 1, ["c"], [1])
    assert batch([row], keys, ZONE).to_pylist()[0][name] is not None
    assert batch([row], keys, ZONE, keep_text=False).to_pylist()[0][name] is None
