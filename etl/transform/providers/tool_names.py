"""What kind of tool a name stands for, by the longest beginning of it that a provider knows."""

from collections.abc import Mapping

LONGEST = 200
"""Characters of a name that are looked at."""


def category_by_prefix(name: str, categories: Mapping[str, str], breaks: str) -> str:
    """The category of the longest prefix; one covers itself and what follows after one of ``breaks``. Else other."""
    lowered = name[:LONGEST].lower()
    for end in range(len(lowered), 0, -1):
        if end == len(lowered) or lowered[end] in breaks:
            found = categories.get(lowered[:end])
            if found:
                return found
    return "other"
