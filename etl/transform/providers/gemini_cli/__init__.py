"""Gemini CLI's sessions: a document each until spring 2026, since then a log whose rows replace each other.

Read record.py first: it tells which messages stand in the end; conversation.py makes rows of them.
"""

from etl.transform.providers.gemini_cli.companion_files import companions
from etl.transform.providers.gemini_cli.fields import KNOWN, recognises, recognises_row
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "gemini_cli"
VENDOR = "google"
flatten, expected = late(__name__)
