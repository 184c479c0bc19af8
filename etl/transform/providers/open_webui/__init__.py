"""Open WebUI's chats: a tree of messages, and the shown path told again beside it, which is not read."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.open_webui.fields import KNOWN, conversations, opens, owner, recognises

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

NAME = "open_webui"
VENDOR = "local"
flatten, expected = late(__name__)
