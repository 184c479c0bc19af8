"""What the older tool found in the words of a text. Its rules, with their faults.

- "please" and "thank" count wherever the letters stand: in "displeased" and in "thankless" as well.
- A block of code counts only if its fence names one plain word or nothing and the line ends there: neither ```c++
  nor ```python title=x. The fence that closes such a block then opens one, up to the next fence, whatever is between.
  A fence without another behind it makes no block. Code of a person does not count.
- A text shouts if more than half of all its characters, not of its letters, are capitals: "I!" does not, "OK!" does.
- It looks at every block of text by itself, so a message of two shouts twice.
"""

import re

from etl.backfill.day import Day

_CURSES = frozenset({"damn", "hell", "crap", "shit", "fuck", "ass", "bastard", "bitch"})
_WORD = re.compile(r"\w+")
_LAUGH = re.compile(r"\blol\b")
_FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def add_asked(day: Day, text: str) -> None:
    """Add a text that a person wrote."""
    lower = text.lower()
    words = _WORD.findall(lower)
    day.word_count += len(words)
    day.curse_words += sum(word in _CURSES for word in words)
    day.questions += text.count("?")
    day.exclamations += text.count("!")
    day.please_count += lower.count("please")
    day.thanks_count += lower.count("thank")
    day.lol_count += len(_LAUGH.findall(lower))
    day.caps_rage += sum(map(str.isupper, text)) > 0.5 * len(text)


def add_answered(day: Day, text: str) -> None:
    """Add a text that the model wrote: its blocks of code, and their lines that are not blank."""
    for language, code in _FENCED.findall(text):
        lines = sum(1 for line in code.split("\n") if line.strip())
        day.code_blocks += 1
        day.lines_of_code += lines
        day.languages[language.lower() or "other"] += lines
