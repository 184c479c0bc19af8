"""A time as Google's pages print it, in the language of the account: Nov 5, 2025, 1:34:47 AM CEST."""

import re
from datetime import UTC, datetime, timedelta, timezone

from etl.rows.types import Micros

_EARLY = r"(?P<before>[上下]午|午[前後]|오[전후]|[凌清]晨|[早晚]上|中午)?\s{0,4}"
_REST = (
    r"\s{0,4}(?P<half>[AaPp]\.?\s?[Mm]\.?|π\.μ\.|μ\.μ\.|[صم](?!\w))?"
    r"\s{0,4}(?P<zone>[^\s\d:.].{0,20}|[+\-−]\d.{0,5})?$"
)
_CLOCK = re.compile(_EARLY + r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)" + _REST)
_DOTTED = re.compile(r"(?P<before>)(?<![.\d])(?P<hour>\d{1,2})\.(?P<minute>\d\d)\.(?P<second>\d\d)" + _REST)
_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"[^\s\d.,/()\[\]_-]+")
_OFFSET = re.compile(r"(?:ч\.\s*)?(?:GMT|UTC|Гринуич)?\s*(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?$")
_ZONE_FIRST = re.compile(r"(?:GMT|UTC)(?:[+\-−]\d{1,2}(?::?\d\d)?)?")
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e]")
_AFTERNOON = ("p", "μ", "م", "下午", "午後", "오후", "晚上", "中午")
"""How what stands for the second half of a day begins."""

_BUDDHA = 543
"""Years that the calendar of Thailand is ahead."""

_LONGEST = 80

_MONTHS = (
    "jan jaan led ene gen ian sty янв яну јан січ ιαν tam oca sij 1月 जन ינו בינו",
    "feb fév fev úno lut veebr фев лют φεβ hel şub vel 2月 फ़र פבר בפבר",
    "mar mär mrz már mac bře maa берез мар μαρ mrt ožu 3月 मार्च מרץ במרץ",
    "apr ápr avr abr dub kwi апр квіт απρ huh nis tra 4月 अप्रै אפר באפר",
    "may mai maí máj mei mag maj kvě мај мая май трав μαΐ μάι tou svi 5月 मई מאי במאי",
    "jun jún jūn juin juun iun giu cze čvn июн юни јун черв ιουν kes haz lip 6月 जून יוני ביוני",
    "jul júl jūl juil juul iul lug lip čvc июл юли јул лип ιουλ hei tem srp 7月 जुल יולי ביולי",
    "aug ag agu ágú aoû srp sie авг серп αυγ elo ağu kol 8月 अग אוג באוג",
    "sep set szept zář wrz сен сеп вер σεπ syy eyl ruj 9月 सित ספט בספט",
    "oct okt ott out říj paź окт жовт οκτ lok eki 10月 अक्तू אוק באוק",
    "nov nóv lis kas лис ноя ное нов νοε marras stu 11月 नव נוב בנוב",
    "dec dez déc des dic dis pro gru дек дец груд δεκ jou ara 12月 दिस דצמ בדצמ",
)
"""How the months begin in the languages that we know, in their order; the longest beginning holds."""

_ZONES = {
    **dict.fromkeys(("utc", "gmt", "z", "wet"), 0),
    **dict.fromkeys(("cet", "mez", "bst", "west", "wat"), 60),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "oez"), 120),
    **dict.fromkeys(("eest", "oesz", "msk", "trt", "eat"), 180),
    "gst": 240,
    "pkt": 300,
    "ist": 330,
    "npt": 345,
    "wib": 420,
    "ict": 420,
    **dict.fromkeys(("sgt", "hkt", "awst", "pht", "myt"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
    "acst": 570,
    "aest": 600,
    "acdt": 630,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
    "ndt": -150,
    "nst": -210,
    "brt": -180,
    "art": -180,
    "adt": -180,
    **dict.fromkeys(("ast", "edt", "clt"), -240),
    **dict.fromkeys(("est", "cdt"), -300),
    **dict.fromkeys(("cst", "mdt"), -360),
    **dict.fromkeys(("mst", "pdt"), -420),
    "pst": -480,
    "akdt": -480,
    "akst": -540,
    "hst": -600,
}
"""Minutes ahead of UTC, by the abbreviation that is printed; of those that mean several, the one of most people."""


def is_time(told: str) -> bool:
    """Does a line end with the time of a clock, behind a year?"""
    line = _line(told)
    found = _clock(line) if 0 < len(line) <= _LONGEST else None
    return found is not None and any(len(one) == 4 for one in _NUMBERS.findall(line[: found.start()]))


def read_time(told: str) -> Micros | None:
    """The instant that is printed; None where its day, its month or its zone cannot be told."""
    line = _line(told)
    clock = _clock(line[:_LONGEST])
    if clock is None:
        return None
    before = line[: clock.start()]
    early = None if clock["zone"] else _ZONE_FIRST.search(before)
    day = _date(before if early is None else before.replace(early[0], ""))
    minutes = _zone(early[0] if early else clock["zone"])
    if day is None or minutes is None:
        return None
    hour, half = int(clock["hour"]), clock["before"] or (clock["half"] or "").lower()
    hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0) if half else hour
    try:
        zone = timezone(timedelta(minutes=minutes))
        at = datetime(*day, hour, int(clock["minute"]), int(clock["second"]), tzinfo=zone)
        return Micros(int(at.astimezone(UTC).timestamp()) * 1_000_000)
    except (ValueError, OverflowError):
        return None


def _line(told: str) -> str:
    return " ".join(_UNSEEN.sub("", told).split())


def _clock(line: str) -> re.Match[str] | None:
    return _CLOCK.search(line) or _DOTTED.search(line)


def _date(line: str) -> tuple[int, int, int] | None:
    numbers = [int(one) for one in _NUMBERS.findall(line)]
    years = [one - _BUDDHA if one > 2400 else one for one in numbers if one > 1000]
    others = [one for one in numbers if one <= 31]
    month = next((found for word in _WORD.findall(line) if (found := _month(word.lower()))), None)
    if len(years) != 1 or not others:
        return None
    if month is not None:
        return years[0], month, others[0]
    if len(others) != 2:
        return None
    first, second = others
    is_month_first = numbers[0] > 1000 or second > 12
    return (years[0], first, second) if is_month_first else (years[0], second, first)


def _month(word: str) -> int | None:
    """The month whose beginning is the longest of those that the word has."""
    found = [(len(start), at) for at, some in enumerate(_MONTHS, 1) for start in some.split() if word.startswith(start)]
    return max(found)[1] if found else None


def _zone(told: str | None) -> int | None:
    told = (told or "").strip("[]() ")
    if not told:
        return 0
    offset = _OFFSET.match(told)
    if offset is not None:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        return minutes if offset["sign"] == "+" else -minutes
    return _ZONES.get(told.split()[0].lower().strip("()."))
