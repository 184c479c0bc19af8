"""The rows. Fields = columns of the core table of the same name (sql/tables/ says what each one means).

What a row has in common with its whole batch (provider, account, conversation, revision) is not repeated
in the fields: batches.py adds it.
"""

from etl.rows.companions import (
    Account,
    AccountSetting,
    Companion,
    Feedback,
    File,
    GroupChat,
    Memory,
    ModelComparison,
    Project,
    ProjectDocument,
    SharedLink,
)
from etl.rows.conversation import Conversation, Flat
from etl.rows.details import Attachment, Citation, CodeBlock, Detail, Document, MessageTokens, ToolCall
from etl.rows.loads import Issue, LoadDrop, LoadField, LoadFile
from etl.rows.message import Message
from etl.rows.types import Assumption, Micros, Raw

__all__ = [
    "Account",
    "AccountSetting",
    "Assumption",
    "Attachment",
    "Citation",
    "CodeBlock",
    "Companion",
    "Conversation",
    "Detail",
    "Document",
    "Feedback",
    "File",
    "Flat",
    "GroupChat",
    "Issue",
    "LoadDrop",
    "LoadField",
    "LoadFile",
    "Memory",
    "Message",
    "MessageTokens",
    "Micros",
    "ModelComparison",
    "Project",
    "ProjectDocument",
    "Raw",
    "SharedLink",
    "ToolCall",
]
