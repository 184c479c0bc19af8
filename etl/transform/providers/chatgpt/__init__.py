"""ChatGPT's export, 2023 to the slim form of 2026. The only place that knows its shape.

Read conversation.py first: it numbers the tree and has each node read by messages.py, whose content becomes text in
content.py (by content type) and parts.py, and its rarer metadata rows in metadata.py. What follows from the tree: uses
of tools (tools.py, tool_outcomes.py), documents (documents.py), reports (research.py). companion_files.py reads what
stands beside.
"""

from etl.transform.providers.chatgpt.companion_files import companions
from etl.transform.providers.chatgpt.fields import KNOWN, owner, recognises
from etl.transform.providers.late import late

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "chatgpt"
VENDOR = "openai"
flatten, expected = late(__name__)
