"""The packages whose providers the user named: remembered, since each load, and etl verify, asks the same ones."""

from collections.abc import Iterable
from pathlib import Path

from etl.errors import SettingError
from etl.state.file import save, settings
from etl.transform.providers.plugins import installed, normal
from etl.transform.providers.registry import Registry, registry

_SETTING = "provider_packages"


def in_use(database: Path, named: Iterable[str] = (), forgotten: Iterable[str] = ()) -> Registry:
    """Our providers, those of the packages remembered but for the ``forgotten``, and those of the newly ``named``.

    Raises SettingError for a package that cannot be used, or cannot be forgotten since nobody remembers it.
    """
    known, dropped = remembered(database), {normal(name) for name in forgotten}
    for name in sorted(dropped - known):
        told = ", ".join(sorted(known)) or "none"
        raise SettingError(f"The package {name} is not remembered, and so cannot be forgotten; remembered: {told}.")
    for name in sorted(known - dropped):
        try:
            installed(name)
        except SettingError as error:
            way_out = f"etl load EXPORT --forget-provider-package {name}"
            raise SettingError(f"{error}, or forget it: {way_out}") from error
    return registry({*(known - dropped), *named})


def remembered(database: Path) -> set[str]:
    """The names of the packages that the loads of this database ask."""
    return set(settings(database).get(_SETTING, "").split())


def remember(database: Path, providers: Registry) -> None:
    """Let later loads ask the same packages, and no others."""
    names = {package.name for package in providers.packages}
    if names != remembered(database):
        save(database, _SETTING, " ".join(sorted(names)))
