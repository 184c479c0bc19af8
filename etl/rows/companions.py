"""What an export tells beside its conversations."""

from msgspec import Struct

from etl.rows.types import Micros


class Account(Struct, gc=False):
    """Whose export it is."""

    account_id: str
    email: str | None = None
    name: str | None = None
    is_paying: bool | None = None
    birth_year: int | None = None


class AccountSetting(Struct, gc=False):
    """One setting of the account, as JSON text."""

    name: str
    value: str | None


class Feedback(Struct, gc=False):
    """A thumb up or down."""

    feedback_id: str
    conversation_id: str | None = None
    message_id: str | None = None
    rating: str | None = None
    created_at: Micros | None = None
    updated_at: Micros | None = None
    comment: str | None = None
    tags: str | None = None
    evaluation: str | None = None


class ModelComparison(Struct, gc=False):
    """A choice between two answers shown side by side."""

    comparison_id: str
    conversation_id: str | None = None
    created_at: Micros | None = None
    original_model_slug: str | None = None
    new_model_slug: str | None = None
    choice: str | None = None
    comment: str | None = None


class SharedLink(Struct, gc=False):
    """A conversation made public by a link."""

    share_id: str
    conversation_id: str | None = None
    title: str | None = None
    is_anonymous: bool | None = None


class GroupChat(Struct, gc=False):
    """A chat of several people."""

    chat_id: str
    title: str | None = None
    created_at: Micros | None = None
    updated_at: Micros | None = None
    participants: int | None = None


class File(Struct, gc=False):
    """What an export says of one file: its readable name, type and size."""

    file_id: str
    origin: str
    file_name: str | None = None
    mime_type: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    category: str | None = None
    conversation_id: str | None = None
    message_id: str | None = None
    created_at: Micros | None = None


class Project(Struct, gc=False):
    """A project: a folder of conversations with instructions of its own."""

    project_id: str
    name: str | None = None
    description: str | None = None
    prompt_template: str | None = None
    is_private: bool | None = None
    is_starter: bool | None = None
    created_at: Micros | None = None
    updated_at: Micros | None = None


class ProjectDocument(Struct, gc=False):
    """A text put into a project, for all its conversations to know."""

    project_id: str
    document_id: str
    file_name: str | None = None
    content: str | None = None
    created_at: Micros | None = None


class Memory(Struct, gc=False):
    """What the product remembers of a person: from all conversations, from a project's, or a file of it."""

    memory_id: str
    kind: str
    project_id: str | None = None
    path: str | None = None
    content: str | None = None
    updated_at: Micros | None = None
    account_id: str | None = None


class ArtifactFile(Struct, gc=False):
    """A file of a version of what was published from a chat; ``file_name`` is empty where the export has none."""

    artifact_id: str
    version_id: str
    file_name: str
    kind: str | None = None
    title: str | None = None
    description: str | None = None
    visibility: str | None = None
    is_active: bool = False
    content: str | None = None
    created_at: Micros | None = None
    account_id: str | None = None


Companion = (
    Account
    | AccountSetting
    | Feedback
    | ModelComparison
    | SharedLink
    | GroupChat
    | File
    | Project
    | ProjectDocument
    | Memory
    | ArtifactFile
)
