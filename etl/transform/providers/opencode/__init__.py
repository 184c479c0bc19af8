"""opencode's sessions: its folders of small files, its database, and what its export command prints.

fields.py asks the database, second.py turns messages of version 2 to those before; conversation.py makes rows of both.
"""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner
from etl.transform.providers.opencode.fields import KNOWN, conversations, opens, recognises

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

NAME = "opencode"
VENDOR = "anthropic"
flatten, expected = late(__name__)
