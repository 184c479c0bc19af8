"""Microsoft Copilot's activity, as the account's page exports it: a table of messages, newest first."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.copilot.fields import KNOWN, conversations, opens, recognises
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

NAME = "copilot"
VENDOR = "microsoft"
flatten, expected = late(__name__)
