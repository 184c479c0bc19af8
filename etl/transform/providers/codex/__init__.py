"""Codex's logs of sessions, in their three generations. The only place that knows them.

Read conversation.py first: it takes events in their order (fields.opened), has items read by items.py, and gives each
report of tokens, which tokens.py follows, to the model's items since the one before.
"""

from etl.transform.providers.codex.fields import KNOWN, lean, recognises, recognises_row
from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner

__all__ = [
    "KNOWN",
    "NAME",
    "VENDOR",
    "companions",
    "expected",
    "flatten",
    "lean",
    "owner",
    "recognises",
    "recognises_row",
]

NAME = "codex"
VENDOR = "openai"
flatten, expected = late(__name__)
