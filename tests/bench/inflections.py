"""Regular English inflection of the words in vocabulary/en.txt, which lists regular words only."""

_PLURALS = {
    "people": "people",
    "life": "lives",
    "foot": "feet",
    "leaf": "leaves",
    "knife": "knives",
    "shelf": "shelves",
    "information": "information",
    "research": "research",
}
_DOUBLED = frozenset(["plan", "drop", "chop", "wrap", "log", "debug", "stir", "format", "stop", "chat"])
_VOWELS = "aeiou"


def plural(noun: str) -> str:
    """house -> houses, story -> stories."""
    return _PLURALS.get(noun) or _with_s(noun)


def third(verb: str) -> str:
    """parse -> parses, carry -> carries."""
    return _with_s(verb)


def past(verb: str) -> str:
    """parse -> parsed, carry -> carried, drop -> dropped."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ed"


def gerund(verb: str) -> str:
    """parse -> parsing, agree -> agreeing, drop -> dropping."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ing"


def with_article(word: str) -> str:
    """house -> a house, oven -> an oven."""
    return ("an " if word[0] in _VOWELS else "a ") + word


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh", "to")):
        return word + "es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"
