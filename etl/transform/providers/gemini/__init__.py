"""Gemini's chats out of Takeout: the activity, a page or JSON, in any language; and the history of conversations."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.gemini.fields import KNOWN, conversations, opens, recognises
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

NAME = "gemini"
VENDOR = "google"
flatten, expected = late(__name__)
