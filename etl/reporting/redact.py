"""What should not be passed on: addresses of mail, numbers of phones, keys, cards and accounts, put out of sight.

A best effort on text as people write it: what has the form of such a thing is replaced, names and places are not.
Every pattern is possessive or bounded, so that no text makes it go back far: time is linear in the text's length.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

KINDS = ("key", "mail", "iban", "card", "phone")
"""In the order in which they are looked for: what a key holds is no phone number."""

Hide = Callable[[str], str]
"""What makes a text fit to be passed on."""

_Span = tuple[int, int, str]
"""Start, end, and what the thing is without its spelling: the same for the same mail address or number."""

_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----))*+(?:-----END [A-Z0-9 ]{0,40}-----)?"
    r"|(?<![\w-])(?:"
    r"sk-[\w-]{20,}+"
    r"|[srp]k_(?:live|test)_[A-Za-z0-9]{16,}+"
    r"|gh[pousr]_[A-Za-z0-9]{30,}+|github_pat_\w{22,}+|glpat-[\w-]{20,}+"
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"
    r"|AIza[\w-]{35}(?![\w-])"
    r"|xox[abeoprs]-[\w-]{10,}+|xapp-[\w-]{20,}+"
    r"|hf_[A-Za-z0-9]{30,}+|npm_[A-Za-z0-9]{36}(?!\w)|pypi-[\w-]{50,}+"
    r"|eyJ[\w-]{8,}+\.[\w-]{8,}+\.[\w-]*+"
    r")"
    r"|(?<!\w)(?i:bearer)[ \t]{1,4}(?=[\w.~+/-]{0,200}[0-9])(?P<bearer>[\w.~+/-]{16,}+=*+)",
    re.ASCII,
)
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++")
_TOP = re.compile(r"(?!(?:png|jpe?g|gif|svg|webp|css|js)$)[^\W\d_]{2,24}")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}+", re.ASCII)
_CARD = re.compile(r"(?<![\w.+/-])[2-6][0-9]{3}(?:[ -]?[0-9]){9,15}+(?![\w/]|[.-][\w])", re.ASCII)
_PHONE = re.compile(
    r"(?<![\w.+/=#-])(?<![0-9]:)(?:"
    # +41 44 668 18 00, +1 (415) 555-2671, +442079460958
    r"\+[1-9][0-9]{0,2}(?:[ .\u00a0/-]{0,2}\(?[0-9]{1,5}\)?){2,6}+"
    # 0041 44 668 18 00
    r"|00[1-9][0-9]{1,2}(?:[ /-][0-9]{2,4}){3,5}+"
    # (415) 555-2671, 415-555-2671
    r"|\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[ .-][0-9]{4}|[2-9][0-9]{2}([.-])[2-9][0-9]{2}\1[0-9]{4}"
    # 044 668 18 00, 06 12 34 56 78, 030/1234567
    r"|0[1-9][0-9]{1,3}[ /-][0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}|0[1-9](?:[ .][0-9]{2}){4}|0[1-9][0-9]{1,3}[/][0-9]{6,8}"
    r")(?![\w/]|[.:-]\w| ?[0-9])"
)
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
_IBAN_REGISTRY = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 "
    "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 "
    "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 "
    "SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
)
_IBAN_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _IBAN_REGISTRY.split()}
"""Characters of an IBAN by country, from the IBAN registry."""
_BETWEEN = {ord(sign): None for sign in " \u00a0-"}
_VALUES = {ord(letter): str(10 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_CARDS = re.compile(r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7]|6[0245])\d{14}|3[47]\d{13}|3[0689]\d{12,14}|35\d{14}")
"""Visa, Mastercard, Discover, UnionPay, American Express, Diners, JCB."""


class Redactor:
    """Replaces, with one number for each thing as long as it lives: [mail 1] is the same address everywhere."""

    def __init__(self) -> None:
        self.replaced: Counter[str] = Counter()
        self._numbers: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}

    def __call__(self, text: str) -> str:
        """The text with markers in it. Takes time in proportion to its length, whatever it holds."""
        for kind in KINDS:
            text = self._without(kind, text)
        return text

    def _without(self, kind: str, text: str) -> str:
        pieces, done = [], 0
        for start, end, meaning in _spans(kind, text):
            numbers = self._numbers[kind]
            number = numbers.setdefault(meaning, len(numbers) + 1)
            pieces += [text[done:start], f"[{kind} {number}]"]
            done = end
            self.replaced[kind] += 1
        return "".join([*pieces, text[done:]]) if pieces else text


def unchanged(text: str) -> str:
    """What stands in for a Redactor where nothing is to be hidden."""
    return text


def described(replaced: Counter[str]) -> Iterator[str]:
    """What was replaced, for a line on stderr: "3 mail, 1 key"."""
    return (f"{replaced[kind]:,} {kind}" for kind in KINDS if replaced[kind])


def _spans(kind: str, text: str) -> Iterator[_Span]:
    """The things of a kind, from left to right, never overlapping."""
    hint, pattern, judge = _LOOKS[kind]
    if hint and hint not in text:
        return
    match = pattern.search(text)
    while match is not None:
        found = judge(match)
        if found is not None:
            yield found
        match = pattern.search(text, match.start() + 1 if found is None else found[1])


def _key(match: re.Match[str]) -> _Span:
    group = "bearer" if match["bearer"] else 0
    return match.start(group), match.end(group), match[group]


def _mail(match: re.Match[str]) -> _Span | None:
    local, _, domain = match[0].partition("@")
    labels = [label.rstrip("-_") for label in domain.split(".")]
    last = next((place for place in range(len(labels) - 1, 0, -1) if _TOP.fullmatch(labels[place])), None)
    if last is None:
        return None
    end = match.start() + len(local) + 1 + len(".".join([*domain.split(".")[:last], labels[last]]))
    return match.start(), end, match.string[match.start() : end].casefold()


def _iban(match: re.Match[str]) -> _Span | None:
    found = _iban_of(match[0])
    return None if found is None else (match.start(), match.start() + len(found), re.sub(r"[^A-Z0-9]", "", found))


def _card(match: re.Match[str]) -> _Span | None:
    digits = re.sub(r"[^0-9]", "", match[0])
    return (match.start(), match.end(), digits) if _is_card(digits) else None


def _phone(match: re.Match[str]) -> _Span | None:
    digits = re.sub(r"[^0-9]", "", match[0])
    if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS or match[0].count("(") != match[0].count(")"):
        return None
    return match.start(), match.end(), digits


def _is_card(digits: str) -> bool:
    """Whether digits are a card's number, by Luhn's sum (ISO/IEC 7812-1)."""
    if not _CARDS.fullmatch(digits):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _iban_of(candidate: str) -> str | None:
    """The IBAN, as written, that a text begins with, by its sum (ISO 13616, ISO 7064); else None."""
    length = _IBAN_LENGTHS.get(candidate[:2])
    packed = candidate.translate(_BETWEEN)
    if length is None or len(packed) < length:
        return None
    moved = (packed[4:length] + packed[:4]).upper()
    if int(moved.translate(_VALUES)) % 97 != 1:
        return None
    end = length
    while len(candidate[:end].translate(_BETWEEN)) < length:
        end += 1
    return candidate[:end]


_LOOKS: dict[str, tuple[str, re.Pattern[str], Callable[[re.Match[str]], _Span | None]]] = {
    "key": ("", _KEY, _key),
    "mail": ("@", _MAIL, _mail),
    "iban": ("", _IBAN, _iban),
    "card": ("", _CARD, _card),
    "phone": ("", _PHONE, _phone),
}
