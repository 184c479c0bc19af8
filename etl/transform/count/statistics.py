"""Statistics of one message's text: words for what people and models wrote, manners for what people wrote.

The words counted are those of the older tool's personality report, as whole words.
"""

import re
from collections import Counter

from etl.rows.message import Message

_WORDS = {
    "please": "pleases",
    **dict.fromkeys(("thanks", "thank", "thx", "ty"), "thanks"),
    **dict.fromkeys(("lol", "lmao", "rofl"), "laughs"),
    **dict.fromkeys(("damn", "hell", "crap", "shit", "fuck", "ass", "bastard", "bitch"), "curses"),
}
_MANNERS = re.compile(rf"\b(?:{'|'.join(_WORDS)}|haha+|hehe+)\b")
_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_CAPITAL = bytes(code for code in range(128) if not chr(code).isupper())
_NO_LETTER = bytes(code for code in range(128) if not chr(code).isalpha())


def add_statistics(message: Message) -> None:
    """Count words (runs of characters between blanks) and, in a person's own messages, marks and manners."""
    if message.role == "user":
        message.words = len(message.text.split())
        if not message.is_user_context:
            _add_manners(message)
    elif message.role == "assistant":
        message.words = len(message.text.split())


def _add_manners(message: Message) -> None:
    text = message.text
    message.questions = text.count("?") + text.count("？")
    message.exclamations = text.count("!") + text.count("！")
    message.pleases = message.thanks = message.laughs = message.curses = 0
    if words := _MANNERS.findall(text.lower()):
        found = Counter(_WORDS.get(word, "laughs") for word in words)
        message.pleases, message.thanks = found["pleases"], found["thanks"]
        message.laughs, message.curses = found["laughs"], found["curses"]
    plain = text.encode("ascii", "ignore")
    other = "" if len(plain) == len(text) else _ASCII.sub("", text)
    message.letters = len(plain.translate(None, _NO_LETTER)) + sum(map(str.isalpha, other))
    message.capitals = len(plain.translate(None, _NO_CAPITAL)) + sum(map(str.isupper, other))
