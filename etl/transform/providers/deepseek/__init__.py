"""DeepSeek's export, 2025 on: a mapping of nodes, as ChatGPT's, with messages made of fragments.

Read conversation.py first: it has each node read by fragments.py, where a fragment becomes a row; what the model read
of the web is in tools.py.
"""

from etl.transform.providers.deepseek.companion_files import companions
from etl.transform.providers.deepseek.fields import KNOWN, owner, recognises
from etl.transform.providers.late import late

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "deepseek"
VENDOR = "deepseek"
flatten, expected = late(__name__)
