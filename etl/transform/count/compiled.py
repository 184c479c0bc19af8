"""The extra ``fast``: a compiled tokenizer, which counts a text four to eight times as fast as tiktoken.

Its vocabularies are compiled in, but it takes 0.6 CPU seconds to get ready for o200k_base and 0.2 for cl100k_base: it
is for where much is counted. It is asked only for texts that it splits as tiktoken does, whatever stands in them.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

Counter = Callable[[Sequence[str]], list[int]]
"""Tokens of each text, special tokens counted as ordinary text."""

_UNSURE = re.compile("[ſ\u088f\u0c5c\u0cdc\u1acf-\u1add\u1ae0-\u1aeb\ua7ce-\ua7cf\ua7d2\ua7d4\ua7f1]")
_UNSURE_BEYOND = re.compile(
    r"(?=[\U00010940-\U0001e6ff\U0002b73a-\U00033479])"
    "[\U00010940-\U00010959\U00010ec5-\U00010ec7\U00010efa-\U00010efb\U00011b60-\U00011b67\U00011db0-\U00011ddb\U00011de0-\U00011de9"
    "\U00016ea0-\U00016eb8\U00016ebb-\U00016ed3\U00016ff2-\U00016ff6\U000187f8-\U000187ff\U00018d09-\U00018d1e\U00018d80-\U00018df2\U0001e6c0-\U0001e6ff\U0002b73a-\U0002b73f\U0002cea2-\U0002cead\U000323b0-\U00033479]"
)
"""What only ignoring case makes a contraction ('ſ), and the letters, digits and marks that are new in Unicode 17.

Two patterns, as a set of characters is searched for by table only while all of them are below U+10000.
"""


@cache
def compiled_counter(name: str) -> Counter | None:
    """The compiled counter of an encoding; None where it is not installed or counts a hard sample otherwise."""
    try:
        from toktok import batch_count
    except ImportError:
        return None

    def count(texts: Sequence[str]) -> list[int]:
        return list(batch_count(texts, name, threads=1))

    known = HARD[name]
    return count if count(SAMPLE) == list(known) else None


def counts_alike(text: str) -> bool:
    """Is the compiled counter surely right about a text?"""
    if text.isascii():
        return True
    has_beyond = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
    return not (_UNSURE.search(text) or (has_beyond and _UNSURE_BEYOND.search(text)))


SAMPLE = (
    "",
    "Hello, world! It's 12345.678 o'clock; we'LL see.\r\n\r\n\t  x",
    "<|endoftext|><|im_start|>system<|im_sep|>",
    "naïve café — “quotes” … €5½ ①②③ ǅ ß ẞ İi",
    "日本語のテキスト、한국어 텍스트, русский текст, نص عربي, हिन्दी पाठ",
    "👩‍👩‍👧‍👦🏳️‍🌈 🇨🇭 e\u0301\u0302\u0303 \u200b\u200d\ufeff\u00a0\u3000",
    "def f(x):\n    return {'a': [1, 2, 3], \"b\": x ** 2}  # noqa\n\n\n",
    "a" * 500 + " " * 300 + "\n" * 200 + "^" * 100,
    "\ue200cite\ue202turn0search3\ue201 【4:0†source】",
    "camelCase HTTPServer XMLHttpRequest's I'M don'T \u0301A \u0301a Ⅷ ʰʰ ª語A語a//\r\n\n \n  x \t\u2003 y",
)
"""Texts on which another tokenizer, or another version of this one, would likely differ."""

HARD = {
    "cl100k_base": (0, 21, 19, 29, 39, 45, 30, 98, 21, 41),
    "o200k_base": (0, 20, 19, 26, 21, 30, 30, 92, 21, 39),
}
"""tiktoken's counts of SAMPLE; told here, so that the check need not build tiktoken's tables as well."""
