"""Le Chat's export: a file a chat, each a bare list of messages in no order."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.le_chat.fields import KNOWN, conversations, opens, recognises
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

NAME = "le_chat"
VENDOR = "mistral"
flatten, expected = late(__name__)
