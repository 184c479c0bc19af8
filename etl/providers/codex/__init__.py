"""Codex's logs of sessions, in their three generations. The only place that knows them."""

from etl.providers.codex.expected import expected
from etl.providers.codex.fields import KNOWN
from etl.providers.codex.flatten import flatten
from etl.providers.codex.recognise import owner, recognises, recognises_row
from etl.providers.sidefiles import none as companions

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "codex"
VENDOR = "openai"
