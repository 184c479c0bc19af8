"""Grok's account export, 2025 and 2026: a conversation beside the list of its responses, a tree by their parents."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.grok.fields import KNOWN, owner, recognises
from etl.transform.providers.late import late

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "grok"
VENDOR = "xai"
flatten, expected = late(__name__)
