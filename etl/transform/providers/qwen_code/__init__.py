"""Qwen Code's logs of sessions: an envelope like Claude Code's around messages like Gemini's."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner
from etl.transform.providers.qwen_code.fields import KNOWN, recognises, recognises_row

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "qwen_code"
VENDOR = "alibaba"
flatten, expected = late(__name__)
