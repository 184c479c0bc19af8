"""What kind of text a text is, as far as it decides how many tokens Claude makes of it."""

import re
from collections import Counter

from etl.transform.count.fences import fences, language_of, may_hold_fence

CLASSES = ("english", "code", "data", "latin", "cyrillic", "han", "hangul", "indic", "other")

_SAMPLE = 4_000
_DATA = frozenset({"json", "json5", "jsonc", "jsonl", "ndjson", "csv", "tsv", "yaml", "yml", "toml", "ini"})
_FOREIGN, _SYMBOLIC, _ENTRIES, _ALIKE = 0.03, 0.06, 0.75, 0.9
_WEIGHTS = {"han": 3, "hangul": 3}

_RANGES = {
    "latin": r"ªµºÀ-ÖØ-öø-ʯḀ-ỿ",
    "cyrillic": r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "han": r"\u3005-\u3007\u3041-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003347f",
    "hangul": r"\u1100-\u11ff\u3131-\u318f\ua960-\ua97f\uac00-\ud7ff",
    "indic": r"\u0900-\u0dff\ua8e0-\ua8ff",
}
_SCRIPTS = re.compile(
    "|".join(f"(?P<{name}>[{ranges}]+)" for name, ranges in _RANGES.items())
    + rf"|(?P<other>[^\W\d_{''.join(_RANGES.values())}]+)"
)
_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_LETTER = bytes(code for code in range(128) if not chr(code).isalpha())
_BLANKS = b" \t\r\n"
_SYMBOLS = rb"{}[]()<>=;_&|" + b"\\"
_ENTRY = re.compile(r"""[ \t]*(?:- )?["']?[\w.$/-]+["']?[ \t]*[:=](?:[ \t].*)?|[ \t]*\[[\w."' -]+\]|[ \t]*[]{}[,]+""")
_ENGLISH = frozenset(
    {
        *("the", "and", "of", "to", "is", "that", "you", "for", "with", "this", "are", "it"),
        *("not", "have", "be", "from", "your", "was", "can", "what", "how", "there", "would", "which"),
    }
)
_ELSEWHERE = frozenset(
    {
        *("der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "den", "zu", "für", "ich"),
        *("sie", "auf"),
        *("de", "la", "le", "les", "el", "los", "las", "que", "un", "una", "en", "et", "est"),
        *("des", "du", "pour", "dans", "por", "para", "con", "não", "uma", "os"),
        *("di", "il", "che", "per", "non", "sono", "della", "het", "een", "van", "dat", "niet"),
        *("och", "att", "det", "som", "på", "ikke", "til", "av", "ja", "ei", "nie", "się", "jest"),
        *("na", "že", "je", "se", "és", "hogy", "nem", "az"),
        *("bir", "ve", "bu", "için", "yang", "dan", "untuk", "dengan", "ini"),
    }
)


def text_class(text: str) -> str:
    """One of CLASSES, by the first of these rules that holds; all but the second look at 4,000 characters.

    1. A script other than Latin has more letters than Latin: its class. A letter of Han, Kana or Hangul counts as
       three, as it stands for a syllable or a word.
    2. More than half of the characters lie in code fences: ``data`` if most of those are JSON, CSV, YAML or the
       like, else ``code``. The other rules look at what lies outside.
    3. JSON, or lines that are mostly entries (``key: value``), or that have the same number of separators: ``data``.
    4. Symbols of code make 6 % or more of the characters that are not blank: ``code``.
    5. 3 % or more of the Latin letters are not ASCII, or other languages' frequent little words outnumber those
       of English: ``latin``.
    6. Else ``english``, as is what says too little to tell.
    """
    if not text.isascii() and (script := _script(_sample(text))):
        return script
    fenced, rest = _unfenced(text)
    if 2 * fenced.total() > len(text):
        return "data" if fenced["data"] > fenced["code"] else "code"
    sample = _sample(rest)
    if _is_data(sample):
        return "data"
    if _is_code(sample):
        return "code"
    return "latin" if _is_foreign(sample) else "english"


def _sample(text: str) -> str:
    """The text if it is short, else a piece of its beginning and one of its middle."""
    if len(text) <= _SAMPLE:
        return text
    return text[: _SAMPLE // 2] + text[len(text) // 2 :][: _SAMPLE // 2]


def _script(sample: str) -> str | None:
    """The script that has more letters, by weight, than Latin and than each other; None if that is Latin."""
    letters = _letters(sample)
    latin = letters.pop("latin", 0)
    script, most = max(letters.items(), key=lambda pair: pair[1], default=(None, 0))
    return script if most > latin else None


def _letters(sample: str) -> Counter[str]:
    """Letters of each script, by the weight of the script."""
    found = Counter(latin=_ascii_letters(sample))
    for run in _SCRIPTS.finditer(_ASCII.sub("", sample)):
        name = str(run.lastgroup)
        found[name] += _WEIGHTS.get(name, 1) * (run.end() - run.start())
    return found


def _ascii_letters(sample: str) -> int:
    return len(sample.encode("ascii", "ignore").translate(None, _NO_LETTER))


def _unfenced(text: str) -> tuple[Counter[str], str]:
    """Characters of fenced code and data, and the text outside them."""
    fenced: Counter[str] = Counter()
    if not may_hold_fence(text):
        return fenced, text
    outside, at = [], 0
    for info, start, end, _ in fences(text):
        fenced["data" if language_of(info) in _DATA else "code"] += end - start
        outside.append(text[at:start])
        at = end
    return fenced, "".join(outside) + text[at:]


def _is_data(sample: str) -> bool:
    if sample.lstrip()[:1] in ("{", "[") and '":' in sample:
        return True
    # The last line of a sample is mostly cut.
    lines = [line for line in sample.split("\n")[:-1] or [sample] if line.strip()]
    if len(lines) < 3:
        return False
    if sum(_ENTRY.fullmatch(line) is not None for line in lines) >= _ENTRIES * len(lines):
        return True
    return any(_is_table(lines, separator) for separator in ",\t;")


def _is_table(lines: list[str], separator: str) -> bool:
    (separators, alike), *_ = Counter(line.count(separator) for line in lines).most_common(1)
    return separators > 1 and alike >= _ALIKE * len(lines)


def _is_code(sample: str) -> bool:
    plain = sample.encode("ascii", "ignore")
    shown = len(plain.translate(None, _BLANKS))
    symbols = len(plain) - len(plain.translate(None, _SYMBOLS))
    return symbols > 1 and symbols >= _SYMBOLIC * shown


def _is_foreign(sample: str) -> bool:
    if not sample.isascii():
        latin = _letters(sample)["latin"]
        if latin - _ascii_letters(sample) >= _FOREIGN * latin > 0:
            return True
    words = sample.lower().split()
    return sum(map(_ELSEWHERE.__contains__, words)) > sum(map(_ENGLISH.__contains__, words))
