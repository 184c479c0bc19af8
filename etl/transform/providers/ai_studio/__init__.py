"""Google AI Studio's prompts, as Drive keeps them: a file each, of chunks one after another."""

from etl.transform.providers.ai_studio.fields import KNOWN, conversations, opens, recognises
from etl.transform.providers.companion_files import none as companions
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

NAME = "ai_studio"
VENDOR = "google"
flatten, expected = late(__name__)
