"""How wide words are in the font of the charts, so that nothing runs over its edge."""

import unicodedata

# Advances of U+0020 to U+007E in hundredths of the size, each as the character _ZERO places above it: those of the
# files in fonts/.
_REGULAR = r"45GWXzX6<<JZ5F5<WAUVYSVQVV56ZZZKy]Ya`TScb3Q[QrcdXdXXYb]{\\W<<<GF8PUQUR=US00O0pSTUU>M9SPjOPOC9CZ"
_STRONG = r"18LXY|Z9==N[8G8>ZBVX[UXRXX89[[[N|aZb`UScc4R^QtdeYeYYZba~`_Y=>=HG;QVRVS?WU22Q2rUUVV@O;USlQSQE<E["
_ZERO, _OTHER, _WIDE = 24, 62, 100


def width(words: str, size: float = 12, is_strong: bool = False) -> float:
    """The width of a line of text in pixels; a little too wide for letters outside ASCII."""
    return sum(_advance(character, _STRONG if is_strong else _REGULAR) for character in words) * size / 100


def fitting(words: str, room: float, size: float = 12, is_strong: bool = False) -> str:
    """The words, cut with an ellipsis where they are wider than ``room`` pixels; empty where nothing fits."""
    if width(words, size, is_strong) <= room:
        return words
    table = _STRONG if is_strong else _REGULAR
    used, best = 0, ""
    solid, last = _advance("…", table), 0
    for end, character in enumerate(words, 1):
        used += _advance(character, table)
        if not character.isspace():
            solid, last = used + _advance("…", table), end
        if solid * size / 100 > room:
            break
        best = words[:last] + "…"
    return best


def _advance(character: str, table: str) -> int:
    place = ord(character) - 32
    if 0 <= place < len(table):
        return ord(table[place]) - _ZERO
    return _WIDE if unicodedata.east_asian_width(character) in "WF" or character == "…" else _OTHER
