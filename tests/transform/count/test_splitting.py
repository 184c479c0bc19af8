"""The rules as they are given to the engine split every text as the published ones do."""

from functools import cache

import pytest
import tiktoken
import tiktoken_ext.openai_public
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.transform.count.splitting import PUBLISHED_RULES, RULES
from etl.transform.count.vocabularies import PUBLISHED, vocabulary

NAMES = sorted(PUBLISHED)

BLANKS = " \t\n\r\x0b\x0c\x85\xa0\u1680\u2009\u2028\u2029\u202f\u3000"
HARD = [
    *BLANKS,
    *("  ", "\r\n", "\n\n", " \n ", "\x1c", "\u200b", "\u200d", "\ufeff", "\x00"),
    *("'", "’", "'s", "'S", "'ſ", "'ll", "'LL", "'Ll", "'re", "'VE", "'m", "'d", "'t", "'x", "''s"),
    *("a", "b", "Z", "É", "é", "ß", "ẞ", "ſ", "K", "İ", "ı", "ǅ", "ʰ", "ª", "語", "あ", "한", "א", "ع", "हि"),
    *("\u0301", "\u0308\u0301", "\u20dd", "\u0903", "\ufe0f", "e\u0301", "E\u0301", "\u1ab0"),
    *("1", "12", "1234", "²", "½", "Ⅷ", "٣", "①", "𝟘"),
    *("!", "?!", "/", "//", "\\", "…", "“", "—", "_", "#", "€", "^"),
    *("👩‍👩‍👧", "🏳️‍🌈", "🇨🇭", "𝒳", "𐐀", "𐐨", "\U000e0041"),
    *("<|endoftext|>", "word", "Word", "WORD", "wOrD", "don't", "I'LL", "\ue200", "\ufffd", "\U0010ffff"),
]
adversarial = st.lists(st.one_of(st.sampled_from(HARD), st.characters(codec="utf-8")), max_size=24).map("".join)


@cache
def codec(name: str, rule: str) -> tiktoken.Encoding:
    return tiktoken.Encoding(name, pat_str=rule, mergeable_ranks=vocabulary(name), special_tokens={})


@pytest.mark.parametrize("name", NAMES)
def test_the_published_rule_is_tiktokens_own(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiktoken_ext.openai_public, "load_tiktoken_bpe", lambda *_, **__: vocabulary(name))
    theirs = getattr(tiktoken_ext.openai_public, name)()
    assert theirs["pat_str"] == PUBLISHED_RULES[name]
    assert theirs["mergeable_ranks"] == vocabulary(name)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=400)
@given(text=adversarial)
def test_every_text_is_split_as_by_the_published_rule(name: str, text: str) -> None:
    ours, theirs = codec(name, RULES[name]), codec(name, PUBLISHED_RULES[name])
    assert ours.encode_ordinary(text) == theirs.encode_ordinary(text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("blank", ["", *BLANKS, " \n", "\r\n"])
def test_runs_of_blanks_are_split_alike(name: str, blank: str) -> None:
    ours, theirs = codec(name, RULES[name]), codec(name, PUBLISHED_RULES[name])
    for run in (blank, blank * 2, blank * 3, blank * 1_000):
        for text in (run, f"{run}x", f"x{run}", f"x{run}y", f"1{run}2", f"!{run}?", f"x{run}\n", f"\n{run}'s"):
            assert ours.encode_ordinary(text) == theirs.encode_ordinary(text)
