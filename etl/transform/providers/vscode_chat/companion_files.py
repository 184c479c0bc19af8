"""What lies beside a window's chats: workspace.json, which names the folder that was open in it."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from etl.extract.archive import Member
from etl.rows.companions import Companion, Project
from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.companion_files import Rows, plain_name, read_json
from etl.transform.providers.logs import folder

_DRIVE = re.compile(r"/(?=[A-Za-z]:)")


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """The folder of every window, which is a project under the name of its own folder."""
    for member in members:
        path = PurePosixPath(plain_name(member))
        if path.name == "workspace.json" and path.parent.name:
            yield member, read_json(member, partial(_project, path.parent.name))


def _project(own: str, value: Any) -> Iterator[Companion]:
    told = mapping(value)
    place = text(told.get("folder")) or text(told.get("workspace")) or text(told.get("configuration"))
    if place is not None:
        yield Project(own, name=folder(_path(place)))


def _path(place: str) -> str:
    """The path of a file:// address; of another machine's the address."""
    found = unquote(place.removeprefix("file://")) if place.startswith("file:///") else unquote(place)
    return _DRIVE.sub("", found, count=1) if _DRIVE.match(found) else found
