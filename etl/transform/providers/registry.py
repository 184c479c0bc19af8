"""Which providers a load asks: ours, then those of the packages that the user names."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from etl.errors import EtlError, SettingError
from etl.extract.documents import Document
from etl.rows.conversation import Flat
from etl.rows.types import Raw
from etl.transform.providers import PROVIDERS, DocumentProvider, LogProvider, Provider
from etl.transform.providers.plugins import Package, installed, normal

UNREADABLE = "not a conversation of a kind we know"
"""The reason of an object among conversations that no provider recognises."""


class Registry:
    """The providers of one load, in the order they are asked.

    To another process it travels as the names of its packages, which are imported there: modules cannot travel.
    """

    def __init__(self, packages: Iterable[Package] = ()) -> None:
        self.packages = tuple(packages)
        self._providers = (*PROVIDERS, *(one for package in self.packages for one in package.providers))
        self._logs = tuple(one for one in self._providers if isinstance(one, LogProvider))
        self._documents = tuple(one for one in self._providers if isinstance(one, DocumentProvider))

    def __iter__(self) -> Iterator[Provider]:
        return iter(self._providers)

    def __reduce__(self) -> tuple[Any, ...]:
        return registry, (tuple(package.name for package in self.packages),)

    def recognise(self, raw: Raw) -> Provider | None:
        """The provider whose conversation this is, or None."""
        return next((provider for provider in self._providers if provider.recognises(raw)), None)

    def flattened(self, raw: Raw) -> tuple[str, str | None, Flat] | str:
        """A conversation flattened, with its provider's name and whom it names as its owner; or why it cannot be.

        A provider's module should never raise; if it does, that is a bug, and must not cost the other conversations.
        Memory that ran out is none, and ends the load.
        """
        provider = None
        try:
            provider = self.recognise(raw)
            if provider is None:
                return UNREADABLE
            flat = provider.flatten(raw)
            if not isinstance(flat, Flat):
                raise TypeError("flatten() makes a Flat")
            owner = provider.owner(raw)
            if not isinstance(owner, str | None):
                raise TypeError("an owner is a text")
            return provider.NAME, owner, flat
        except MemoryError:
            raise
        except Exception as error:
            return f"{self.blame(provider)} ({type(error).__name__}): please report it"

    def is_event(self, row: Raw) -> bool:
        """Is this an event of some provider's logs?"""
        for provider in self._logs:
            with self.answerable(provider.NAME):
                if provider.recognises_row(row):
                    return True
        return False

    def opener(self, document: Document) -> Callable[[Document], Iterable[Raw]] | None:
        """What gives the conversations in a document; None where no provider knows it for one of its own."""
        for provider in self._documents:
            with self.answerable(provider.NAME):
                if provider.opens(document):
                    return provider.conversations
        return None

    def lean(self, row: Raw) -> Raw:
        """The event of a log as far as its provider reads it; all of it where that does not say."""
        for provider in self._logs:
            with self.answerable(provider.NAME):
                if provider.recognises_row(row):
                    shorten = getattr(provider, "lean", None)
                    return row if shorten is None else shorten(row)
        return row

    def is_known(self, name: str | None, place: str, field: str) -> bool:
        """Is this one of the fields that a provider's exports are known to have at this place?"""
        return any(name == one.NAME and field in one.KNOWN.get(place, ()) for one in self._providers)

    def known(self, name: str) -> Mapping[str, frozenset[str]]:
        """The fields that a provider's exports are known to have, by place."""
        return next((one.KNOWN for one in self._providers if name == one.NAME), {})

    def vendors(self) -> dict[str, str]:
        """Who sells what each provider's models are, by the provider's name."""
        return {provider.NAME: provider.VENDOR for provider in self._providers}

    @contextmanager
    def answerable(self, name: str | None) -> Iterator[None]:
        """Around what the provider of that name does: what one of a package raises is a SettingError that names it."""
        try:
            yield
        except (EtlError, MemoryError):
            raise
        except Exception as error:
            theirs = next((own.name for own in self.packages if any(name == one.NAME for one in own.providers)), None)
            if theirs is None:
                raise
            raise SettingError(
                f"The package {theirs} failed ({type(error).__name__}), and nothing was loaded: upgrade or mend it, "
                f"or do without it: etl load EXPORT --forget-provider-package {theirs}"
            ) from error

    def blame(self, provider: Provider | None) -> str:
        """Whose bug it is that ``provider`` raised, or, where it is None, that nobody could be found."""
        theirs = [one.name for one in self.packages if provider is None or provider in one.providers]
        if provider is not None and theirs:
            return f"a bug of the package {theirs[0]}"
        return " or of the package ".join(["a bug of ours", *theirs])


OURS = Registry()
"""This program's own providers."""


def registry(names: Iterable[str]) -> Registry:
    """Ours, and those of the packages of these names, whatever their order and spelling.

    Raises SettingError for a package that cannot be used, and for one with a provider named as another is.
    """
    wanted = sorted(set(map(normal, names)))
    if not wanted:
        return OURS
    found = Registry(map(installed, wanted))
    makers = {provider.NAME: "chatlake itself" for provider in PROVIDERS}
    for package in found.packages:
        for provider in package.providers:
            if provider.NAME in makers:
                raise SettingError(
                    f"The package {package.name} brings a provider named {provider.NAME}, and so does "
                    f"{makers[provider.NAME]}: do without one of them"
                )
            makers[provider.NAME] = package.name
    return found
