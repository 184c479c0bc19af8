"""Numbers that prove themselves: cards by Luhn's sum (ISO/IEC 7812-1), IBANs by theirs (ISO 13616, ISO 7064)."""

import re

_REGISTRY = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 "
    "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 "
    "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 "
    "SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
)
_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _REGISTRY.split()}
"""Characters of an IBAN by country, from the IBAN registry."""
_BETWEEN = {ord(sign): None for sign in " \u00a0-"}
_VALUES = {ord(letter): str(10 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_CARDS = re.compile(r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7]|6[0245])\d{14}|3[47]\d{13}|3[0689]\d{12,14}|35\d{14}")
"""Visa, Mastercard, Discover, UnionPay, American Express, Diners, JCB."""


def card(digits: str) -> bool:
    """Whether digits are a card's number."""
    if not _CARDS.fullmatch(digits):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(candidate: str) -> str | None:
    """The IBAN, as written, that a text begins with; None where it begins with none."""
    length = _LENGTHS.get(candidate[:2])
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
