"""Goose's sessions: the database that it keeps them in, the logs of before, and what its command exports.

fields.py asks the database; conversation.py makes rows of what it says.
"""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.goose.fields import KNOWN, conversations, opens, recognises, recognises_row
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
    "recognises_row",
]

NAME = "goose"
VENDOR = "anthropic"
flatten, expected = late(__name__)
