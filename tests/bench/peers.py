"""Programs of others that read ChatGPT's exports, where they are installed: what each is asked to do.

In an environment of their own, with Python 3.12: pip install tokstat llm-memex conversation-tk convoviz. None counts
tokens as a tokenizer would, and none keeps all that a load here keeps.
"""

import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.memory import Run, run


@dataclass(frozen=True, slots=True)
class Peer:
    """A program, and what it is given: {zip} is the export, {json} its conversations, {out} a place of its own."""

    name: str
    program: str
    arguments: tuple[str, ...]


PEERS = (
    Peer("tokstat", "chatgpt-web-token-usage", ("--import", "{zip}")),
    Peer("convoviz", "convoviz", ("--zip", "{json}", "--output", "{out}", "--outputs", "markdown", "--no-interactive")),
    Peer("conversation-tk", "ctk", ("import", "{zip}", "--db", "{out}")),
    Peer("llm-memex", "llm-memex", ("import", "{json}", "--db", "{out}")),
)


def measured(export: Path, programs: Path, folder: Path) -> Iterator[tuple[str, Run]]:
    """One run of each that is installed in ``programs``; what it writes, at home too, goes below ``folder``.

    What one that fails has to say goes to stderr.
    """
    found = [(peer, program) for peer in PEERS if (program := shutil.which(peer.program, path=str(programs)))]
    if not found:
        return
    chats = conversations(export, folder / "conversations.json")
    for peer, program in found:
        home = folder / peer.name
        home.mkdir()
        places = {"zip": export, "json": chats, "out": home / "out"}
        try:
            done = run((program, *(one.format(**places) for one in peer.arguments)), watch=True, home=home)
        except SystemExit as failure:
            print(failure, file=sys.stderr)
        else:
            yield peer.name, done
        shutil.rmtree(home)


def conversations(export: Path, path: Path) -> Path:
    """All conversations of an export as one file, each with its id under both the names that products have for it."""
    found = []
    with zipfile.ZipFile(export) as archive:
        for name in archive.namelist():
            if name.startswith("conversations"):
                found += json.loads(archive.read(name))
    path.write_text(json.dumps([{"conversation_id": one["id"], **one} for one in found]), "utf-8")
    return path
