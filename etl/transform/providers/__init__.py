"""The contract of a provider, and the tuple of them. Nothing outside this folder asks which one it is.

A new provider is one module here, a folder of samples, and a word in PROVIDERS.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from etl.extract.archive import Member
from etl.rows.companions import Companion
from etl.rows.conversation import Flat
from etl.rows.loads import Issue
from etl.rows.types import Raw
from etl.transform.providers import chatgpt, claude, claude_code, codex, deepseek
from etl.transform.providers.expectation import Expectation


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


class LogProvider(Provider, Protocol):
    """What a module offers whose conversations are logs: ``{"rows": the events, "member": the file's name}``."""

    def recognises_row(self, row: Raw) -> bool:
        """Is this an event of my logs? Judged by its shape alone."""
        ...


LOGS: tuple[LogProvider, ...] = (claude_code, codex)
PROVIDERS: tuple[Provider, ...] = (chatgpt, claude, deepseek, *LOGS)


def recognise(raw: Raw) -> Provider | None:
    """The provider whose conversation this is, or None."""
    return next((provider for provider in PROVIDERS if provider.recognises(raw)), None)


def is_event(row: Raw) -> bool:
    """Is this an event of some provider's logs?"""
    return any(provider.recognises_row(row) for provider in LOGS)


def is_known(provider: str | None, place: str, name: str) -> bool:
    """Is this one of the fields that a provider's exports are known to have at this place?"""
    return any(provider == one.NAME and name in one.KNOWN.get(place, ()) for one in PROVIDERS)
