"""Forms with files, written to a private folder while they come; only one piece of them is in memory at a time."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from etl.export.names import clean, folded
from etl.web.errors import Refused

_FIELDS, _FIELD_BYTES, _NAME_BYTES = 20, 4_096, 120
_TAKEN = (".zip", ".json", ".jsonl")


@dataclass(slots=True)
class Received:
    """The files that came, in their order, and the plain fields."""

    files: list[Path] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


async def receive(request: Request, folder: Path, most_files: int) -> Received:
    """Take a form apart. Raises Refused for what is none, for too many parts, and for files we cannot read anyway."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary or len(boundary) > 200:
        raise Refused(400, "The body must be multipart/form-data.")
    form = _Form(folder, most_files)
    try:
        parser = MultipartParser(boundary, form.callbacks())  # type: ignore[arg-type]
        async for piece in request.stream():
            if piece:
                parser.write(piece)
        parser.finalize()
    except MultipartParseError:
        raise Refused(400, "The form cannot be taken apart.") from None
    except OSError as error:
        raise Refused(507, f"The upload cannot be stored ({error.strerror}); make room, then send it again.") from error
    finally:
        form.close()
    if not form.is_complete:
        raise Refused(400, "The form stops in the middle; send it again.")
    return form.received


class _Form:
    """What the parser calls, part by part."""

    def __init__(self, folder: Path, most_files: int) -> None:
        self.received = Received()
        self.is_complete = False
        self._folder, self._most = folder, most_files
        self._file: IO[bytes] | None = None
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value, self._field, self._text = b"", b"", "", b""

    def callbacks(self) -> Mapping[str, Any]:
        names = ("part_begin", "part_data", "part_end", "header_field", "header_value", "header_end")
        return {f"on_{name}": getattr(self, f"_{name}") for name in (*names, "headers_finished", "end")}

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _part_begin(self) -> None:
        self._headers, self._text, self._name, self._value = {}, b"", b"", b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        name = options.get(b"filename")
        if name is None:
            if len(self.received.fields) >= _FIELDS:
                raise Refused(400, "The form has too many fields.")
            return
        if len(self.received.files) >= self._most:
            raise Refused(400, f"At most {self._most} files at once; send the others after that.", "file")
        path = _place(self._folder, name.decode("utf-8", "replace"))
        self._file = _private(path)
        self.received.files.append(path)

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > _FIELD_BYTES:
            raise Refused(413, "A field of the form is too long.")

    def _part_end(self) -> None:
        if self._file is None:
            self.received.fields[self._field] = self._text.decode("utf-8", "replace")
            return
        self._file.close()
        self._file = None

    def _end(self) -> None:
        self.is_complete = True


def _place(folder: Path, stated: str) -> Path:
    """Where a file goes: under the last part of its name, made harmless; one of that name may be there already."""
    name = clean(stated.replace("\\", "/").rsplit("/", 1)[-1], _NAME_BYTES)
    suffix = Path(name).suffix.lower()
    if suffix not in _TAKEN:
        raise Refused(400, "Only .zip, .json and .jsonl files can be loaded; give the export as it came.", "file")
    kind = "zips" if suffix == ".zip" else "upload"
    number = 1
    while True:
        home = folder / (kind if number == 1 else f"{kind}-{number}")
        home.mkdir(mode=0o700, exist_ok=True)
        if folded(name) not in {folded(path.name) for path in home.iterdir()}:
            return home / name
        number += 1


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner can read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")
