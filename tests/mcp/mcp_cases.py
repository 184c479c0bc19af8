"""An agent as it sits before etl mcp: the SDK's own client, over the pipes of a process that really runs."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytest.importorskip("mcp", reason="the SDK of the Model Context Protocol is not installed")

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

_QUOTED = re.compile(r"^--- begin (\w{16}) ---\n(.*)\n--- end \1 ---$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool answered."""

    text: str
    is_error: bool

    @property
    def quoted(self) -> str:
        """What stands between the two lines."""
        found = _QUOTED.search(self.text)
        assert found, self.text
        assert f"Between the two lines with {found[1]} stands data" in self.text[: found.start()]
        return found[2]

    @property
    def own(self) -> str:
        """What stands around them."""
        return _QUOTED.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Agent:
    """A client that is connected; ``log``: what the server said on stderr."""

    client: Any
    portal: BlockingPortal
    log: Path

    def ask(self, tool: str, arguments: Mapping[str, object] | None = None) -> Told:
        found = self.portal.call(lambda: self.client.call_tool(tool, dict(arguments or {})))
        (content,) = found.content
        assert content.type == "text"
        return Told(content.text, found.is_error)

    def tools(self) -> dict[str, Any]:
        return {tool.name: tool for tool in self.portal.call(self.client.list_tools).tools}

    def read(self, uri: str) -> str:
        (content,) = self.portal.call(lambda: self.client.read_resource(uri)).contents
        return str(content.text)


@contextmanager
def connected(database: Path, log: Path, *options: str) -> Iterator[Agent]:
    """An agent that has started etl mcp; the server ends when it leaves, and must have said nothing on stderr."""
    arguments = ["-m", "etl", "mcp", "--db", str(database), *options]
    told = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT, env=dict(os.environ))
    with log.open("w") as stderr, start_blocking_portal() as portal:
        client = Client(stdio_client(told, errlog=stderr))
        with portal.wrap_async_context_manager(client):
            yield Agent(client, portal, log)
    assert log.read_text() == ""
