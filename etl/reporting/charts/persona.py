"""A name for how somebody uses chats, by rules that anyone can check."""

from collections.abc import Mapping

_RULES: dict[str, tuple[float, str, str]] = {
    "night": (30, "Night owl", "of my messages between 22:00 and 5:59"),
    "morning": (20, "Early bird", "of my messages between 5:00 and 8:59"),
    "weekend": (40, "Weekend explorer", "of my messages on Saturdays and Sundays"),
    "code": (25, "Code crafter", "of all answers with code in them"),
    "questions": (75, "Question asker", "of my messages with a question mark"),
}


def persona(percents: Mapping[str, float]) -> tuple[str, str]:
    """The name, and the number that gave it.

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
