"""Providers that other packages bring: entry points of the group ``chatlake.providers``.

A provider gets to see every chat, so none is imported because it is installed: the user names its package.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, distribution
from typing import Any, NamedTuple, cast

from etl.errors import SettingError
from etl.transform.providers import CONTRACT, Provider

GROUP = "chatlake.providers"

_FUNCTIONS = ("recognises", "owner", "flatten", "expected", "companions")
PARTS: Mapping[str, Any] = {"NAME": str, "VENDOR": str, "KNOWN": Mapping, **dict.fromkeys(_FUNCTIONS, Callable)}
"""What the contract asks for, and of what type each is."""


class Package(NamedTuple):
    """A package as it is installed: its name, its version, and the providers it brings."""

    name: str
    version: str
    providers: tuple[Provider, ...]


def normal(name: str) -> str:
    """A package's name as names are compared: Chatlake_Toy is chatlake-toy."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def installed(name: str) -> Package:
    """Import the providers of the package of that (normal) name.

    Raises SettingError where there is none, it brings no provider, cannot be imported, or keeps another contract.
    """
    found = _distribution(name)
    providers = tuple(_kept(_imported(entry, name), name) for entry in _entries(found))
    if not providers:
        raise SettingError(f"The package {name} brings no provider (an entry point of {GROUP}): name another")
    return Package(name, found.version, providers)


def _distribution(name: str) -> Distribution:
    # Of several on the path, as editable installs leave them, the first: it is also the one that gets imported.
    try:
        return distribution(name)
    except (PackageNotFoundError, ValueError) as error:
        raise SettingError(f"The package {name or 'without a name'} is not installed here: install it") from error


def _entries(found: Distribution) -> Iterator[EntryPoint]:
    """Each once, since some editable installs list theirs twice; in the order of their names."""
    yield from sorted(set(found.entry_points.select(group=GROUP)), key=lambda entry: entry.name)


def _imported(entry: EntryPoint, name: str) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise SettingError(f"The package {name} cannot be imported ({told}): mend or upgrade it") from error


def _kept(provider: object, name: str) -> Provider:
    """The provider, once it is seen to keep our contract."""
    theirs = getattr(provider, "CONTRACT", None)
    if theirs != CONTRACT:
        older = "chatlake" if isinstance(theirs, int) and theirs > CONTRACT else name
        raise SettingError(
            f"The package {name} keeps contract {theirs} of providers, and chatlake here contract {CONTRACT}: "
            f"upgrade {older}"
        )
    lacking = [part for part, kind in PARTS.items() if not isinstance(getattr(provider, part, None), kind)]
    if lacking:
        raise SettingError(f"The package {name} has a provider without {', '.join(lacking)}: upgrade or mend it")
    return cast("Provider", provider)
