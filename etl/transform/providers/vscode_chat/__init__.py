"""The chats of VS Code: a document each, or since 2026 a log of operations that make one."""

from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner
from etl.transform.providers.vscode_chat.companion_files import companions
from etl.transform.providers.vscode_chat.fields import KNOWN, recognises, recognises_row

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "vscode_chat"
VENDOR = "microsoft"
flatten, expected = late(__name__)
