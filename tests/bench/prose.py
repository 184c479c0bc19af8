"""Natural-looking texts for exports of any size: questions, answers in Markdown, web pages, code.

The sentences mean nothing; their word frequencies, punctuation, scripts and code are what a tokenizer and
a compressor meet in real chats (about 4 characters an o200k token, about 2.7 by deflate).
"""

from functools import cache

from tests.bench.dice import Dice
from tests.bench.grammar import Grammar

LANGUAGES = ("de", "fr", "es", "ru", "ja", "zh", "ar", "hi")
CODE = (("python", 5.0), ("javascript", 3.0), ("sql", 2.0), ("cpp", 1.5), ("bash", 1.5))

_ORDERS = {"ja": ("when", "who", "what", "does"), "hi": ("when", "who", "what", "does")}
_STOPS = {"ja": "。", "zh": "。", "hi": "।"}
_TIGHT = ("ja", "zh")


@cache
def grammar() -> Grammar:
    """The vocabulary of every export."""
    return Grammar("en.txt", "other.txt", "code.txt")


class Prose:
    """Writes the texts of one conversation, in one main language."""

    typical = 1060
    """Characters of an ordinary answer."""

    blocks: tuple[tuple[str, float], ...] = (
        ("paragraph", 55.0),
        ("bullets", 12.0),
        ("steps", 8.0),
        ("snippet", 13.0),
        ("log", 3.0),
        ("table", 3.0),
        ("link", 3.0),
        ("quote", 2.0),
        ("phrase", 3.0),
    )

    signs: tuple[str, ...] = ("✅ ", "👉 ", "→ ", "• ", "🌱 ", "… ")

    def __init__(self, dice: Dice, language: str = "en") -> None:
        self.dice = dice
        self.language = language

    def sentence(self) -> str:
        """One English sentence."""
        return _capital(self._write("sentence"))

    def paragraph(self, sentences: int | None = None) -> str:
        """A few sentences in the conversation's language."""
        count = sentences or self.dice.whole(2, 5)
        if self.language != "en" and self.dice.chance(0.8):
            return self.foreign(self.language, count)
        return " ".join([self.sentence() for _ in range(count)])

    def foreign(self, language: str, sentences: int) -> str:
        """Sentences of another language."""
        order = _ORDERS.get(language, ("who", "does", "what", "when"))
        joint = "" if language in _TIGHT else " "
        stop = _STOPS.get(language, ".")
        texts = []
        for _ in range(sentences):
            words = joint.join([self._write(f"{language}_{part}") for part in order])
            if self.dice.chance(0.75):
                words += f" ({self._write('name')}, {self._write('name')} {self._write('number')})"
            texts.append(_capital(words) + stop)
        return joint.join(texts)

    def question(self) -> str:
        """What a person types: mostly short, sometimes with a pasted text or code."""
        text = self._write("question") if self.language == "en" else self.paragraph(1)
        if self.dice.chance(0.4):
            text = f"{self.paragraph(self.dice.whole(1, 3))} {text}"
        if self.dice.chance(0.1):
            return f"{text}\n\n{self.answer(self.dice.skewed(300, 1200, 9000))}"
        return _capital(text) if self.dice.chance(0.7) else text

    def answer(self, characters: int) -> str:
        """A Markdown answer of about that many characters."""
        blocks: list[str] = []
        length = 0
        if characters > 900 and self.dice.chance(0.3):
            blocks.append(self.dice.pick(self.signs) + self.sentence())
        while length < characters:
            if characters > 1500 and self.dice.chance(0.25):
                blocks.append(f"## {self.title()}")
            block: str = getattr(self, self.dice.weighted(self.blocks))()
            blocks.append(block)
            length += len(block) + 2
        return "\n\n".join(blocks)

    def bullets(self) -> str:
        """A list with bold leads."""
        lines = [f"- **{self._phrase()}**: {self.sentence()}" for _ in range(self.dice.whole(3, 6))]
        return "\n".join(lines)

    def steps(self) -> str:
        """A numbered list."""
        return "\n".join(f"{n}. {self.paragraph(1)}" for n in range(1, self.dice.whole(4, 7)))

    def table(self) -> str:
        """A Markdown table."""
        rows = ["| " + " | ".join(_capital(self._write("what")) for _ in range(3)) + " |", "|---|---|---|"]
        for _ in range(self.dice.whole(3, 7)):
            number = self._write("number")
            rows.append(f"| {self._write('what')} | {number} | {self._write('clause')} |")
        return "\n".join(rows)

    def snippet(self) -> str:
        """A fenced block of code."""
        language = self.dice.weighted(CODE)
        return f"```{language}\n{self.code(language)}```"

    def code(self, language: str) -> str:
        """A block of code, unfenced."""
        lines = [self._write(f"{language}_head")]
        lines += [self._write(language) for _ in range(self.dice.whole(2, 5))]
        text = "\n".join(lines) if language in ("python", "cpp") else "".join(lines)
        for letter in "abc":
            text = text.replace(f"\x01{letter}\x01", self._identifier())
        return text

    def log(self) -> str:
        """A few lines of some program's output, as people paste them."""
        lines = []
        for _ in range(self.dice.whole(4, 9)):
            day, clock = self.dice.whole(1, 28), self.dice.bits(32)
            date = f"2025-0{1 + clock % 9}-{day:02}"
            moment = f"{clock % 24:02}:{clock % 60:02}:{clock % 59:02}.{clock % 997:03}"
            lines.append(f"{date} {moment} {self._write('log')} id={self.dice.hexadecimal(12)}")
        return "```\n" + "\n".join(lines) + "\n```"

    def link(self) -> str:
        """A sentence with a link."""
        return f"See [{self._phrase()}]({self.url()}) — {self._write('clause')}."

    def quote(self) -> str:
        """A quotation."""
        return f"> “{self.sentence()}”"

    def phrase(self) -> str:
        """A sentence of some other language with its explanation."""
        return f"**{self.foreign(self.dice.pick(LANGUAGES), 2)}** — {self.sentence()}"

    def url(self) -> str:
        """An address of a page at an invented site."""
        site = self._write("noun") + self._write("noun")
        path = self._phrase().lower().replace(" ", "-")
        return f"https://www.{site}.example.org/{self._write('nouns')}/{path}?ref={self.dice.hexadecimal(8)}"

    def title(self) -> str:
        """A conversation's title."""
        return self._write("title")

    def subject(self) -> str:
        """A few words: what to search for, what a file is called."""
        return f"{self._write('adjective')} {self._write('noun')} {self._write('nouns')}"

    def thought(self) -> str:
        """A step of reasoning, as its summary shows it."""
        return self.paragraph(self.dice.whole(1, 3))

    def output(self) -> str:
        """What a piece of code printed."""
        return self.paragraph(1)

    def picture(self) -> str:
        """What an image is to show."""
        return self.paragraph(2)

    def page(self, characters: int) -> str:
        """The text of a web page or a file."""
        return f"{self.title()}\n\n{self.answer(characters)}"

    def instructions(self) -> str:
        """Custom instructions, as a person writes them once and keeps for months."""
        return " ".join(self._write("instruction") for _ in range(9))

    def _phrase(self) -> str:
        return _capital(f"{self._write('adjective')} {self._write('noun')}")

    def _identifier(self) -> str:
        return self.dice.weighted(
            ((self._write("noun"), 4.0), (f"{self._write('verb')}_{self._write('noun')}", 3.0), ("rows", 1.0))
        )

    def _write(self, section: str) -> str:
        return grammar().write(section, self.dice.roll)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
