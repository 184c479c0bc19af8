"""Claude Code's logs of sessions: a file a session or sub-agent, an event a line. The only place that knows them.

Read conversation.py first: it takes events in their order, has those that are messages read by messages.py, their
blocks by those of Claude (claude/blocks.py), and gives answers the tokens that the API reported.
"""

from etl.transform.providers.claude_code.fields import KNOWN, lean, recognises, recognises_row
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

NAME = "claude_code"
VENDOR = "anthropic"
flatten, expected = late(__name__)
