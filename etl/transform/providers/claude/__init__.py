"""claude.ai's exports, 2024 to the category zips of 2026, and its web API's answers. The only place that knows them."""

from etl.transform.providers.claude.companion_files import companions
from etl.transform.providers.claude.conversation import flatten
from etl.transform.providers.claude.expectation import expected
from etl.transform.providers.claude.fields import KNOWN, owner, recognises

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "claude"
VENDOR = "anthropic"
