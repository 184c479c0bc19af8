"""The contract of a provider, and the tuple of ours. Nothing outside this folder asks which one it is.

A new provider is a folder here, a folder of samples, and a word in PROVIDERS; or a package of its own, for those who
name it (plugins.py). Both are recipes of .github/CONTRIBUTING.md. What providers share: coerce.py (what an untyped
value is worth), issues.py (what was odd, and names of fields), placement.py (a place in the tree, a time, a model),
talk.py (a conversation being read), parts.py (what Gemini's API sends), tool_uses.py, reported_usage.py, logs.py,
told.py (what a database says), companion_files.py, late.py (what is imported when it is first asked for). registry.py
is what a load asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from etl.extract.archive import Member
from etl.extract.documents import Document
from etl.rows.companions import Companion
from etl.rows.conversation import Flat
from etl.rows.loads import Issue
from etl.rows.types import Raw
from etl.transform.providers import (
    ai_studio,
    chatgpt,
    claude,
    claude_code,
    cline,
    codex,
    copilot,
    copilot_cli,
    deepseek,
    gemini,
    gemini_cli,
    goose,
    grok,
    iflow,
    le_chat,
    librechat,
    open_webui,
    opencode,
    perplexity,
    qoder,
    qwen_code,
    vscode_chat,
)
from etl.transform.providers.expectation import Expectation

CONTRACT = 1
"""The version of this contract, which a package's provider names as its own: raised when one of today would not do."""


class Provider(Protocol):
    """What a provider's module offers."""

    NAME: str
    VENDOR: str
    """Who sells its models on an API, as sql/seeds/pricing.csv names it."""

    KNOWN: Mapping[str, frozenset[str]]
    """The fields its exports are known to have, by place; others count as a change of the format."""

    def recognises(self, raw: Raw) -> bool:
        """Is this conversation of mine? Judged by its shape alone, never by a file's name."""
        ...

    def owner(self, raw: Raw) -> str | None:
        """The account that a conversation of mine names as its own, if it names one."""
        ...

    def flatten(self, raw: Raw) -> Flat:
        """Flatten one conversation of mine; never raises for odd content, it notes an issue instead."""
        ...

    def expected(self, raw: Raw) -> Expectation | None:
        """What a conversation of mine should come to, counted without ``flatten``; None if that cannot be told."""
        ...

    def companions(self, members: Sequence[Member]) -> Iterator[tuple[Member, list[Companion | Issue]]]:
        """Read those members of an export that I know and that hold no conversations, with their rows.

        A member with nothing but notes was looked at, and not read.
        """
        ...


@runtime_checkable
class LogProvider(Provider, Protocol):
    """What a module offers whose conversations are logs: ``{"rows": the events, "member": the file's name}``."""

    def recognises_row(self, row: Raw) -> bool:
        """Is this an event of my logs? Judged by its shape alone."""
        ...


@runtime_checkable
class DocumentProvider(Provider, Protocol):
    """What a module offers whose exports have files that are one value each: a page, a table, a database, a JSON value.

    What ``conversations`` gives is what it recognises, and flattens.
    """

    def opens(self, document: Document) -> bool:
        """Is this a file of mine? Judged by the shape of its beginning; of a database all can be asked."""
        ...

    def conversations(self, document: Document) -> Iterator[Raw]:
        """The conversations in a file of mine, as JSON can hold them; of a JSON value some may be damaged."""
        ...


LOGS: tuple[LogProvider, ...] = (claude_code, codex, gemini_cli, qwen_code, iflow, qoder, copilot_cli, vscode_chat)
PROVIDERS: tuple[Provider, ...] = (
    chatgpt,
    claude,
    deepseek,
    grok,
    perplexity,
    open_webui,
    le_chat,
    opencode,
    cline,
    goose,
    copilot,
    librechat,
    gemini,
    ai_studio,
    *LOGS,
)
