"""Files that the user asked for: whole or not there, and for nobody else's eyes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from etl.errors import EtlError


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, mode 0600, that gets its name at the end; where anything fails, what was there before stays.

    Raises EtlError if it cannot be written.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        # Whoever left one of that name: not through it, and not with its mode.
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> EtlError:
    """The sentence about a file that cannot be written."""
    reason = error.strerror or type(error).__name__
    return EtlError(f"{path} cannot be written ({reason}); choose another place with -o.")
