"""Cline's tasks, and those of Roo Code and Kilo Code, which came of it: a folder each, with what was shown in it."""

from etl.transform.providers.cline.companion_files import companions
from etl.transform.providers.cline.fields import KNOWN, conversations, opens, recognises
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner

__all__ = [
    "KNOWN",
    "NAME",
    "VENDOR",
    "companions",
    "conversations",
    "expected",
    "flatten",
    "opens",
    "owner",
    "recognises",
]

NAME = "cline"
VENDOR = "anthropic"
flatten, expected = late(__name__)
