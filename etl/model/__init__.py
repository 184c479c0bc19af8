"""The rows. Fields = columns of the core table of the same name (sql/tables/ says what each one means).

What a row has in common with its whole batch (provider, account, conversation, revision) is not repeated
in the fields: batches.py adds it.
"""

from etl.model.companions import (
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
from etl.model.conversation import Conversation, Flat
from etl.model.details import (
    Attachment,
    Citation,
    CodeBlock,
    Detail,
    Document,
    MessageTokens,
    ToolCall,
)
from etl.model.loads import Issue, LoadDrop, LoadField, LoadFile
from etl.model.message import Message
from etl.model.types import Assumption, Micros, Raw

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
