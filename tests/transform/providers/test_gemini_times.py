"""Times as Google prints them, in the language of the account."""

from datetime import UTC, datetime

import pytest

from etl.transform.providers.gemini.times import is_time, read_time


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Nov 5, 2025, 1:34:47\u202fAM CEST", "2025-11-04T23:34:47"),
        ("Nov 5, 2025, 12:00:01 PM GMT-07:30", "2025-11-05T19:30:01"),
        ("5. nov. 2025, 01:34:47 CEST", "2025-11-04T23:34:47"),
        ("5 de nov. de 2025, 13:34:47 BRT", "2025-11-05T16:34:47"),
        ("5 mars 2025, 13:34:47 UTC", "2025-03-05T13:34:47"),
        ("5 mai 2025, 13:34:47 UTC", "2025-05-05T13:34:47"),
        ("5 juil. 2025, 13:34:47 UTC", "2025-07-05T13:34:47"),
        ("05.11.2025, 01:34:47 MEZ", "2025-11-05T00:34:47"),
        ("2025/11/05 1:34:47 JST", "2025-11-04T16:34:47"),
        ("2025年11月5日 1:34:47 JST", "2025-11-04T16:34:47"),
        ("5. marrask. 2025 klo 1.34.47 EET", "2025-11-04T23:34:47"),
        ("5 нояб. 2025 г., 01:34:47 MSK", "2025-11-04T22:34:47"),
        ("2025年11月5日 GMT+8 下午1:34:47", "2025-11-05T05:34:47"),
        ("2025年11月5日 13:34:47 [GMT+08:00]", "2025-11-05T05:34:47"),
        ("2025. 11. 5. 오후 1:34:47 KST", "2025-11-05T04:34:47"),
        ("2025. 11. 5. 오전 12:34:47 KST", "2025-11-04T15:34:47"),
        ("05\u200f/11\u200f/2025، 1:34:47 م GMT+03:00", "2025-11-05T10:34:47"),
        ("5 Νοε 2025, 1:34:47 μ.μ. EET", "2025-11-05T11:34:47"),
        ("5 बुध मार्च 2025, 1:34:47 pm IST", "2025-03-05T08:04:47"),
        ("5. des. 2025, 01:34:47 CET", "2025-12-05T00:34:47"),
        ("2025. szept. 5. 1:34:47 CEST", "2025-09-04T23:34:47"),
    ],
)
def test_a_printed_time_is_an_instant(told: str, expected: str) -> None:
    assert is_time(told)
    at = read_time(told)
    assert at is not None
    assert datetime.fromtimestamp(at / 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%S") == expected


@pytest.mark.parametrize("told", ["", "What happened at 1:34:47?", "Nov 2025", "the 5th, 1:34:47 AM"])
def test_what_a_person_wrote_is_no_time(told: str) -> None:
    assert not is_time(told)


def test_a_zone_that_nobody_knows_leaves_the_time_unknown() -> None:
    assert is_time("Nov 5, 2025, 1:34:47 AM XQT")
    assert read_time("Nov 5, 2025, 1:34:47 AM XQT") is None
