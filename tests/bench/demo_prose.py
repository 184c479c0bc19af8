"""The demo's texts: an invented person who bakes, gardens, cycles and programs. Each fits its topic."""

from functools import cache

from tests.bench.dice import Dice
from tests.bench.grammar import FOLDER, Grammar, sections
from tests.bench.prose import Prose


@cache
def grammar() -> Grammar:
    """The demo's patterns, and code."""
    return Grammar("demo.txt")


@cache
def lines(section: str) -> list[str]:
    """The lines of a section, as written."""
    return sections((FOLDER / "demo.txt").read_text("utf-8")).get(section, [])


class DemoProse(Prose):
    """Writes about one topic and one thing; opens with the question that fits the title."""

    typical = 420
    blocks = (
        ("paragraph", 60.0),
        ("bullets", 14.0),
        ("steps", 10.0),
        ("snippet", 10.0),
        ("table", 4.0),
        ("link", 2.0),
    )

    signs = ("🌱 ", "🍞 ", "🚲 ")

    def __init__(self, dice: Dice, topic: str, thing: str, opening: str) -> None:
        super().__init__(dice)
        self.topic = topic
        self.thing = thing
        self._opening = opening
        self._left: dict[str, list[str]] = {}

    def sentence(self) -> str:
        """One piece of advice."""
        return _capital(self._next(f"{self.topic}.say"))

    def paragraph(self, sentences: int | None = None) -> str:
        """Some advice."""
        return " ".join(self.sentence() for _ in range(sentences or self.dice.whole(2, 3)))

    def question(self) -> str:
        """First the question of the title, then what people ask next."""
        opening, self._opening = self._opening, ""
        return _capital(self._filled(opening) if opening else self._next(f"{self.topic}.more"))

    def title(self) -> str:
        """A heading, or the title of a page."""
        return self.dice.pick(lines(f"{self.topic}.heading"))

    def code(self, language: str) -> str:
        """Code of the topic; topics without any borrow the programmer's."""
        owner = self.topic if lines(f"{self.topic}.code") else "python"
        return self._next(f"{owner}.code")

    def snippet(self) -> str:
        """Code, in the topics that have any."""
        if not lines(f"{self.topic}.code"):
            return self.paragraph()
        return f"```{'sql' if self.topic == 'sql' else 'python'}\n{self.code('')}```"

    def table(self) -> str:
        """A table of three steps."""
        rows = [f"| {self.title()} | {self._filled('{few}')} | {self.sentence()} |" for _ in range(3)]
        return "\n".join(["| what | how many | note |", "|---|---|---|", *rows])

    def link(self) -> str:
        """A place to read on."""
        return f"More about this: [{self.title()}]({self.url()})"

    def url(self) -> str:
        """A page of an invented site."""
        page = self.title().lower().replace(" ", "-").replace(",", "").replace("?", "")
        return f"https://{self.dice.pick(('www', 'forum', 'wiki'))}.{self.topic}-friends.example.org/{page}"

    def subject(self) -> str:
        """What to search for, what a file is called."""
        return f"{self.thing} {self.title().lower().rstrip('?')}"

    def thought(self) -> str:
        """A step of reasoning."""
        return f"{self._next('thought')} {self.sentence()}"

    def output(self) -> str:
        """What a program printed."""
        return self._next("output")

    def picture(self) -> str:
        """What an image is to show."""
        return self._next("picture")

    def _phrase(self) -> str:
        return self.title()

    def _next(self, section: str) -> str:
        """A line of a section, filled; none comes twice until all have come."""
        left = self._left.setdefault(section, [])
        left.extend([] if left else lines(section))
        return self._filled(left.pop(int(self.dice.roll() * len(left))))

    def _filled(self, pattern: str) -> str:
        return grammar().fill(pattern, self.dice.roll).replace("\x01i\x01", self.thing)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
