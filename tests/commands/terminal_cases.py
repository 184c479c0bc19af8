"""A real terminal for tests, and what others write so as to move one."""

import os
import re
import sys
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.commands.cli import main

TRICKS = {
    "escape": "\x1b[2J\x1b]0;title\x07",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "link": "\x1b]8;;http://x.test\x1b\\here\x1b]8;;\x1b\\",
    "c0": "".join(map(chr, (*range(1, 9), *range(11, 13), *range(14, 32), 127))),
    "return": "sound\rhostile",
    "c1": "\x9b31m\x9d52;c;ZXZpbA==\x9c\x90q\x9c\x85",
    "overrides": "\u202efdp.exe\u202c\u202a\u202b\u202d",
    "isolates": "\u2066\u2067\u2068\u2069",
    "marks": "\u200e\u200f\u061c",
    "widthless": "a\u200bb\u2060c\ufeffd\u00ade\u200df\u200cg\u180e\u3164\uffa0\u2063",
    "tags": "\U000e0001\U000e0041\U000e007f\ufe00\ufe00",
}
"""By what they do, as reports of git, unzip, curl, kubectl, npm and pip name it."""

HOSTILE = "x" + "".join(TRICKS.values()) + "y"
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
OUR_OWN = re.compile(r"\r?\x1b\[(?:\?25[lh]|2K|1A|[0-9;]*m)")
"""What bars and colours are made of."""


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """Standard output and errors at one end of a terminal; what comes out at the other."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    seen: list[bytes] = []
    reader = threading.Thread(target=_read, args=(ours, seen))
    reader.start()
    # As every other test has it: of a style, rich keeps the first colours it made.
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    with open(theirs, "w", encoding="utf-8", closefd=False) as output, monkeypatch.context() as during:
        during.setattr(sys, "stdout", output)
        during.setattr(sys, "stderr", output)
        yield seen
        sys.stdout.flush()
    os.close(theirs)
    reader.join()
    os.close(ours)


def _read(ours: int, seen: list[bytes]) -> None:
    try:
        while piece := os.read(ours, 65_536):
            seen.append(piece)
    except OSError:
        return


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> str:
    """What a command shows on a terminal."""
    with terminal(monkeypatch) as seen, pytest.raises(SystemExit):
        main([str(argument) for argument in arguments])
    return OUR_OWN.sub("", b"".join(seen).decode())
