"""How the work for twice as much grows, in CPU time of this thread, which is the same however busy the machine is."""

import gc
import random
import time
from collections.abc import Callable

MOST = 2.5
"""What may be done for twice as much, times the work for once as much."""

TEXTS = (
    *(" ", "\t", "\n", "\r\n", " \n", "\u00a0", "a", "A", "1", "é", "漢", "한", "😀", "e\u0301", "👩\u200d", "\ufffd"),
    *(
        "\\",
        "`",
        "``a",
        "```\n",
        "~~~",
        "<",
        "<a ",
        "</",
        "<!--",
        "<https://",
        "[",
        "[a](",
        "![",
        "](",
        "(",
        "()",
        "*a",
        "**",
    ),
    *(
        "_",
        "_a ",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        "|",
        "a|",
        "|-",
        "&",
        "&#",
        "$",
        "=",
        '"',
        '="',
        "'",
        "a='",
        ",",
        ";",
        ":",
        ".",
    ),
    *(
        "{",
        "}",
        "{}",
        '{"a":',
        '"a",',
        "[[",
        "]",
        '},{"',
        "\\(",
        "\\[",
        "\\u",
        "\\ud800",
        "\\ud83d\\ude00",
        "【",
        "【1†",
        "†】",
    ),
    *(
        "\ue200",
        "\ue202",
        "\ue200a\ue201",
        "\ue3001",
        "<antThinking>",
        "</antThinking>",
        "<antArtifact ",
        "<antArtifact>",
    ),
    *(
        "a@",
        "a@b.",
        "a.b@",
        "+1 ",
        "0 ",
        "12 34 ",
        "4111 ",
        "CH93 ",
        "sk-",
        "eyJ",
        "eyJa.",
        "bearer ",
        "-",
        "-----BEGIN ",
    ),
    *(
        "haha",
        "please ",
        "ha",
        "/",
        "//",
        "../",
        "a-",
        "a.",
        "a=",
        "$a",
        "--",
        "/*",
        "http://a",
        "a\n",
        "a\n\n",
        "\x00",
        "\x1b[",
    ),
)
"""What repetitive texts are made of."""


PLAIN = (" ", "\n", "a", "1", "漢", "\\", "`", "<", "[", "(", "a@", "-", '"', ",", "{", "=", "a ", "</a", "\ue200")
"""The few that look different to most rules."""


def some_pairs(name: str, number: int) -> list[tuple[str, str]]:
    """So many pairs of units, the same at every run: all of them, for every pattern and stage, would take hours."""
    return random.Random(name).sample([(unit, last) for unit in TEXTS for last in TEXTS], number)


def repeated(unit: str, size: int) -> str:
    """About so many characters of a unit."""
    return unit * (size // len(unit) or 1)


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """Seconds of this thread's own time, the least of several."""
    return min(_once(work) for _ in range(times))


def growth(make: Callable[[int], Callable[[], object]], size: int, floor: float) -> float:
    """How much more work twice the size is; 1 where it is less than ``floor`` seconds, or no more than MOST at first.

    ``make`` prepares the work on so much. The floor must be far above what linear work takes, and far below square.
    """
    once, twice = make(size), make(2 * size)
    first = cpu(twice)
    if first < floor or first <= MOST * cpu(once):
        return 1
    return cpu(twice, 3) / cpu(once, 3)


def _once(work: Callable[[], object]) -> float:
    """Without the cycle collector, whose work follows all that is in memory."""
    was_enabled = gc.isenabled()
    gc.disable()
    begun = time.thread_time()
    try:
        work()
        return time.thread_time() - begun
    finally:
        if was_enabled:
            gc.enable()
