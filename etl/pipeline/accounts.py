"""Whose the user says each export is: by a list of paths, by the folder it lies in, or one account for all."""

import csv
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from etl.errors import SettingError
from etl.extract.archive import Export
from etl.files import refuse_special
from etl.pipeline.options import Options
from etl.rows.loads import Issue

Assign = Callable[[Export], str | None]
"""The account of an export where the user says whose it is."""

COLUMNS = ("path", "account")


def assigned(paths: Sequence[Path], options: Options) -> Assign:
    """What the user says of each export that ``paths`` name: in the list of accounts, else by folder, else for all.

    An export that the list should name and does not gets a warning. Raises SettingError for a list that cannot be read.
    """
    listed = read_list(options.accounts) if options.accounts else None

    def assign(export: Export) -> str | None:
        if listed is not None:
            names = _names(export, paths)
            for pattern, account in listed:
                if any(fnmatchcase(name, pattern) for name in names):
                    return account
        if options.by_folder:
            return _folder(export, paths)
        if listed is not None and options.account is None and export.conversations:
            export.issues.append(Issue("warning", "not in the list of accounts", export.path.name))
        return options.account

    return assign


def read_list(path: Path) -> list[tuple[str, str]]:
    """The rows of a list of accounts: a pattern of paths, and the account of the exports it fits.

    Raises SettingError for a file that is none, naming the line.
    """
    refuse_special(path, "save what comes out of it as a file, and give that")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(COLUMNS) <= set(reader.fieldnames or ()):
                raise SettingError(f"{path.name} has no columns path and account; give it a first line: path,account")
            rows = [(reader.line_num, [str(row[name] or "").strip() for name in COLUMNS]) for row in reader]
    except OSError as error:
        raise SettingError(f"{path} cannot be read ({error.strerror}); give the list of accounts.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingError(f"{path.name} is no CSV file in UTF-8; save it as one.") from error
    for line, row in rows:
        if "" in row:
            raise SettingError(f"{path.name}, line {line}: a row needs a path and an account.")
    first: dict[str, str] = {}
    for line, (pattern, account) in rows:
        if first.setdefault(pattern, account) != account:
            raise SettingError(f"{path.name}, line {line}: an earlier row gives this path another account; leave one.")
    return [(PurePath(pattern).as_posix(), account) for _, (pattern, account) in rows]


def _names(export: Export, paths: Sequence[Path]) -> list[str]:
    """What an export may be called: its path and the folders above it, as given, from there on, from here, in full."""
    place = _place(export)
    roots = [*(given.resolve() for given in paths), Path.cwd()]
    found = [place.name]
    for path in (place, *place.parents):
        whole = path.resolve()
        found += [path.as_posix(), whole.as_posix()]
        found += [whole.relative_to(root).as_posix() for root in roots if root in whole.parents]
    return found


def _folder(export: Export, paths: Sequence[Path]) -> str:
    """The folder an export is named by: of several that are given its own, of one the first below it.

    What lies in none is named by the folder that it lies in itself.
    """
    place = _place(export).resolve()
    for given in (path.resolve() for path in paths):
        if given.is_dir() and (given == place or given in place.parents):
            below = place.relative_to(given).parts
            below = below if place.is_dir() else below[:-1]
            return below[0] if below and len(paths) == 1 else given.name
    return place.parent.name


def _place(export: Export) -> Path:
    """The file of an export; of one that is a folder the nearest to its conversations."""
    if export.path.is_dir() and export.conversations:
        return (export.path / export.conversations[0].name).parent
    return export.path
