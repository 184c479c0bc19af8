"""What is told of a year on its card: numbers, days, names of models and of a habit, and never a word of a chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.reporting.formats import humanize

Row = tuple[str, str, Decimal | None]

_RULES: dict[str, tuple[float, str, str]] = {
    "night": (30, "Night owl", "of my messages between 22:00 and 5:59"),
    "morning": (20, "Early bird", "of my messages between 5:00 and 8:59"),
    "weekend": (40, "Weekend explorer", "of my messages on Saturdays and Sundays"),
    "code": (25, "Code crafter", "of all answers with code in them"),
    "questions": (75, "Question asker", "of my messages with a question mark"),
}


@dataclass(frozen=True, slots=True)
class Year:
    """The rows of queries/charts/wrapped.sql. ``days``: messages of the user on each active day; dollars: None unknown,
    from ``least`` to ``most``; ``reported`` are those of them for tokens that an API reported.

    ``percents``: of night, morning, weekend, questions, code, see persona(). ``first_day``, ``last_day``: of the data.
    """

    totals: dict[str, int]
    percents: dict[str, float]
    models: list[tuple[str, int]]
    days: dict[date, int]
    dollars: Decimal | None
    least: Decimal | None
    most: Decimal | None
    reported: Decimal | None
    requests: int
    unpriced: int
    first_day: date | None
    last_day: date | None

    @property
    def number(self) -> int:
        """Which year it is."""
        return self.totals["year"]

    def tiles(self) -> list[tuple[str, str]]:
        """What stands large on the card, with what it is."""
        hour = self.totals.get("favourite hour")
        busiest = max(self.days, key=lambda day: (self.days[day], -day.toordinal()))
        return [
            _counted(self.totals["messages"], "message I wrote", "messages I wrote"),
            _counted(self.totals["chats"], "chat", "chats"),
            _counted(self.totals["active days"], "active day", "active days"),
            _counted(self.totals["longest streak"], "day of longest streak", "days of longest streak"),
            ("unknown" if hour is None else f"{hour}:00", "favourite hour"),
            (
                f"{busiest.day} {humanize.MONTHS[busiest.month - 1]}",
                f"busiest day, {humanize.count(self.days[busiest], 'message')}",
            ),
        ]

    def cost(self) -> list[str]:
        """What the year would have cost, as an estimate unless an API reported it, and what it lacks."""
        if self.dollars is None:
            return ["Cost on the API unknown: no request has a price"]
        told = []
        if self.least is not None and self.most is not None and self.least < self.most:
            told.append(f"{humanize.dollars(self.least)} to {humanize.dollars(self.most)}")
        if self.unpriced:
            told.append(f"without {humanize.count(self.unpriced, 'request')} of no known price")
        said = f"{humanize.dollars(self.dollars)} on the API ({humanize.basis(self.dollars, self.reported)})"
        return [said, *([", ".join(told)] if told else [])]


def year(rows: Sequence[Row], first_day: date | None, last_day: date | None) -> Year:
    """The facts of a year from the rows of its query."""
    parts: dict[str, list[tuple[str, Decimal | None]]] = {}
    for part, name, number in rows:
        parts.setdefault(part, []).append((name, number))
    cost = dict(parts.get("cost", []))
    return Year(
        totals={name: int(number) for name, number in parts["total"] if number is not None},
        percents={name: float(number) for name, number in parts.get("percent", []) if number is not None},
        models=[(name, int(number or 0)) for name, number in parts.get("model", [])],
        days={date.fromisoformat(name): int(number or 0) for name, number in parts["day"]},
        dollars=cost.get("dollars"),
        least=cost.get("dollars at least"),
        most=cost.get("dollars at most"),
        reported=cost.get("dollars reported"),
        requests=int(cost.get("requests") or 0),
        unpriced=int(cost.get("requests without a price") or 0),
        first_day=first_day,
        last_day=last_day,
    )


def persona(percents: Mapping[str, float]) -> tuple[str, str]:
    """A name for how somebody uses chats, and the number that gave it, by rules that anyone can check.

    Night owl: at least 30 % of the user's messages from 22:00 to 5:59 local time. Early bird: 20 % from 5:00 to 8:59.
    Weekend explorer: 40 % on Saturdays and Sundays (two days of seven are 29 %). Code crafter: 25 % of the answers
    hold a fenced block of code. Question asker: 75 % of the messages have a question mark. Of several, the one that is
    furthest above its line, as a multiple of it, the first listed of equals; All-rounder where none is reached.
    ``percents``: night, morning, weekend, code, questions; what is missing is reached by nobody.
    """
    reached = {key: percents.get(key, 0.0) / line for key, (line, _, _) in _RULES.items()}
    best = max(reached, key=lambda key: reached[key])
    if reached[best] < 1:
        return "All-rounder", "no hour, no day and no habit stands out"
    _, name, told = _RULES[best]
    return name, f"{percents[best]:.0f} % {told}"


def _counted(number: int, one: str, several: str) -> tuple[str, str]:
    """A number, and of what it is so many."""
    return humanize.count(number), one if number == 1 else several
