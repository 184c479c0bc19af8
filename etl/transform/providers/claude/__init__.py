"""claude.ai's exports, 2024 to the category zips of 2026, and its web API's answers. The only place that knows them.

Read conversation.py first: it has each message read by messages.py, whose content, in whatever form (content.py), makes
the rows that groups.py tells, and what a block gives its row is in blocks.py, of tools in tool_blocks.py. Chats of the
design product come in another envelope (design.py). What follows from the rows: uses of tools (tool_uses.py beside this
folder), artifacts (documents.py). companion_files.py reads what stands beside, frames.py what was published.
older_tool.py is for etl backfill alone.
"""

from etl.transform.providers.claude.companion_files import companions
from etl.transform.providers.claude.fields import KNOWN, owner, recognises
from etl.transform.providers.late import late

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "claude"
VENDOR = "anthropic"
flatten, expected = late(__name__)
