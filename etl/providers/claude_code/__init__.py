"""Claude Code's logs of sessions: a file a session or sub-agent, an event a line. The only place that knows them."""

from etl.providers.claude_code.expected import expected
from etl.providers.claude_code.flatten import flatten
from etl.providers.claude_code.known import KNOWN
from etl.providers.claude_code.recognise import owner, recognises, recognises_row
from etl.providers.sidefiles import none as companions

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "claude_code"
VENDOR = "anthropic"
