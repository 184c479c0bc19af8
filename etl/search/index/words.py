"""What a word is: the same for the index, for the scan and for what is marked in a snippet.

Letters, digits and marks in a row, without accents and case, as SQLite's tokenizer unicode61 folds them. Scripts that
are written without blanks between words are taken character by character, so that a phrase finds any part of a word.
"""

import re
import unicodedata
from functools import cache

TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
"""What FTS5 is told. Its tables are those of Unicode 6.1."""

_ALONE = (
    *("2E80-2FDF", "3005-3007", "3021-3029", "3041-30FF", "31F0-31FF", "3400-4DBF", "4E00-9FFF", "F900-FAFF"),
    *("FF66-FF9F", "20000-3FFFF", "1100-11FF", "3130-318F", "A960-A97F", "AC00-D7FF"),
    *("0E00-0EFF", "1000-109F", "1780-17FF"),
)
"""Han and Kana, Hangul, Thai with Lao, Burmese, Khmer: the blocks of Unicode that hold their characters."""

ALONE = "".join(rf"\x{{{first}}}-\x{{{last}}}" for first, _, last in (one.partition("-") for one in _ALONE))
"""Characters that are words of their own, as the inside of a class of RE2."""

LOOKALIKES = ("łŁøØđĐħĦıſ", "lLoOdDhHis")
"""Letters that no table folds, with what people type for them."""

_SCRIPTS = ("0370-052F", "1F00-1FFF")
ACCENTED = "".join(rf"\x{{{first}}}-\x{{{last}}}" for first, _, last in (one.partition("-") for one in _SCRIPTS))
"""Greek and Cyrillic, whose accents the tokenizer leaves where they are, as the inside of a class of RE2."""

_LATIN = str.maketrans(*LOOKALIKES)
_CLASS = "".join(f"{chr(int(a, 16))}-{chr(int(b, 16))}" for a, _, b in (one.partition("-") for one in _ALONE))
_APART = re.compile(f"([{_CLASS}])")


def spaced(text: str) -> str:
    """The text as it is given to the tokenizer: every character that is a word of its own stands between blanks."""
    return text if text.isascii() else _APART.sub(r" \1 ", unicodedata.normalize("NFC", text).translate(_plain()))


def folded(text: str) -> str:
    """The text without case and accents, character by character: what stands at a place still stands there.

    Marks that stand behind their letters are left where they are: compose the text before (NFC).
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return _word().findall(folded(unicodedata.normalize("NFC", text)))


def is_alone(word: str) -> bool:
    """Is it a character of a script that is written without blanks?"""
    return _APART.fullmatch(word) is not None


@cache
def _plain() -> dict[int, str]:
    """What letters are folded to that the tokenizer leaves as they are."""
    ranges = (range(*(int(end, 16) for end in one.split("-"))) for one in _SCRIPTS)
    letters = {code: folded(chr(code)) for each in ranges for code in each}
    return {code: chr(letter) for code, letter in _LATIN.items()} | letters


@cache
def _word() -> re.Pattern[str]:
    """A word of a folded text; Python's own class of letters lacks the marks, without which Hindi falls apart."""
    marks = "".join(chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code))[0] == "M")
    return re.compile(rf"[{_CLASS}]|(?:[^\W_{_CLASS}][{marks}]*)+")


class _Folded(dict[int, str]):
    """What each character is folded to, found out when it first comes."""

    def __missing__(self, code: int) -> str:
        letter = chr(_LATIN.get(code, code)).lower()
        plain = unicodedata.normalize("NFD", letter)
        self[code] = plain[0] if all(map(unicodedata.combining, plain[1:])) else letter[0]
        return self[code]


_FOLDED = _Folded()
