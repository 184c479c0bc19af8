r"""The rules that split a text into the pieces whose tokens are merged: as published, and as the engine is given them.

tiktoken's engine hands whatever has no look-ahead to a fast one, branch by branch. So in RULES all of that is one
group, without the possessive marks that would keep it from there; only ``\s+(?!\S)`` and what follows stand apart. A
test holds that both forms split every text alike.
"""

_CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_CONTRACTION = r"'(?i:[sdmt]|ll|ve|re)"
_UPPER, _LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"

PUBLISHED_RULES = {
    "cl100k_base": rf"{_CONTRACTION}|[^\r\n\p{{L}}\p{{N}}]?+\p{{L}}++|\p{{N}}{{1,3}}+| ?[^\s\p{{L}}\p{{N}}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s",
    "o200k_base": rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}*{_LOWER}+{_CONTRACTIONS}?"
    rf"|[^\r\n\p{{L}}\p{{N}}]?{_UPPER}+{_LOWER}*{_CONTRACTIONS}?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}
"""The splitting rule of each encoding, as tiktoken states it."""

# The two kinds of words differ only behind what may stand before a word, so they share it. But a mark (\p{M}) is also
# part of a word: the published rule tries it before a word of the first kind, then as the beginning of one.
_WORDS = (
    rf"\p{{M}}{_UPPER}*{_LOWER}+(?:{_CONTRACTION})?"
    rf"|[^\r\n\p{{L}}\p{{N}}\p{{M}}]?(?:{_UPPER}*{_LOWER}+|{_UPPER}+{_LOWER}*)(?:{_CONTRACTION})?"
)

RULES = {
    "cl100k_base": rf"(?:{_CONTRACTION}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*"
    r"|\s+$|\s*[\r\n])|\s+(?!\S)|\s",
    "o200k_base": rf"(?:{_WORDS}|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|\s*[\r\n]+)|\s+(?!\S)|\s+",
}
"""The same rules as they run fastest: on English chats o200k_base takes 0.75 of the time, cl100k_base 0.57."""
