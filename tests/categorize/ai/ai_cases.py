"""A server that plays an endpoint as OpenAI's, over real sockets, and a database of chats to be filed."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from etl.categorize.ai.address import ApiKey
from etl.categorize.ai.retry_policy import RetryPolicy
from etl.categorize.ai.settings import Setup
from etl.rows.conversation import Conversation
from tests.reporting.report_cases import insert, message
from tests.warehouse.blank_database import lay

CANARY = "sk-CANARY0123456789abcdef"
CATEGORIES = ("Cooking", "Travel", "Finance", "Other")
MODEL = "gpt-6-luna"
QUICK = RetryPolicy(first_wait=0.01, longest_wait=5, timeout=5, connect=2, grace=1)


@dataclass
class Reply:
    """What the server answers, with so many seconds between its bytes; none of them before ``when`` is set."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    between: float = 0.0
    when: threading.Event | None = None


Play = Callable[[dict[str, Any], int], Reply]
"""From the body of a request, and how many came before it."""


class Server:
    """Remembers what it was asked, and how many requests it had at once."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.bodies: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.held: list[threading.Event] = []
        self.now = self.most = 0
        self.lock = threading.Lock()
        self.url = ""

    @property
    def sizes(self) -> list[int]:
        """Chats of each request."""
        return [len(chats(body)) for body in self.bodies]

    def take(self, path: str, key: str | None, body: dict[str, Any]) -> Reply:
        with self.lock:
            before = len(self.bodies)
            self.bodies.append(body)
            self.paths.append(path)
            self.keys.append(key)
            self.now += 1
            self.most = max(self.most, self.now)
        reply = self.play(body, before)
        if reply.when is not None:
            self.held.append(reply.when)
            reply.when.wait(60)
        with self.lock:
            self.now -= 1
        return reply


@contextmanager
def serving(play: Play) -> Iterator[Server]:
    """A server on a free port of this machine; at its end, what it still holds back is let go."""
    server = Server(play)
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    try:
        yield server
    finally:
        for when in server.held:
            when.set()
        http.shutdown()
        thread.join()
        http.server_close()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.answer(server.take(self.path, self.headers["Authorization"], body))

        def do_GET(self) -> None:
            self.answer(server.take(self.path, self.headers["Authorization"], {}))

        def answer(self, reply: Reply) -> None:
            data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(data)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                step = 1 if reply.between else len(data) or 1
                for start in range(0, len(data), step):
                    self.wfile.write(data[start : start + step])
                    time.sleep(reply.between)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def chats(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The chats of a request."""
    found: list[dict[str, Any]] = json.loads(body["messages"][1]["content"])["chats"] if body else []
    return found


def filed(body: dict[str, Any], choose: Callable[[dict[str, Any]], Any] = lambda chat: "Travel") -> Reply:
    """A good answer: what ``choose`` says of each chat; None leaves one out."""
    listed = [{"id": chat["id"], "category": choose(chat)} for chat in chats(body)]
    return said(json.dumps({"answers": [entry for entry in listed if entry["category"] is not None]}))


def said(content: str, tokens: tuple[int, int] = (1000, 100)) -> Reply:
    """A reply with any content."""
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    return Reply({"choices": [{"message": {"role": "assistant", "content": content}}], "usage": usage})


def database(folder: Path, openings: list[tuple[str | None, str]]) -> Path:
    """A database of conversations c0, c1, …, the first the newest, each of a title and a first message."""
    path = folder / "chats.duckdb"
    path.write_bytes(_made(tuple(openings)))
    return path


@cache
def _made(openings: tuple[tuple[str | None, str], ...]) -> bytes:
    """Made once: the tests of a run ask for the same few databases again and again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chats.duckdb"
        with duckdb.connect(str(path)) as connection:
            _fill(connection, openings)
        return path.read_bytes()


def _fill(connection: duckdb.DuckDBPyConnection, openings: Iterable[tuple[str | None, str]]) -> None:
    lay(connection)
    for number, (title, text) in enumerate(openings):
        key = {"provider": "chatgpt", "account_id": None}
        at = datetime(2025, 1, 1) - timedelta(days=number)
        row = {"conversation_id": f"c{number}", "title": title, "created_at": at, "revision": number}
        insert(connection, "conversations", **key, **row)
        message(connection, {**key, **row_key(number)}, f"m{number}", None, 1, "user", 3, None, text=text,
                is_current=True, position=1)  # fmt: skip
    for model, price in ((MODEL, ("0.10", "0.50")), ("dear", ("10", "50"))):
        insert(connection, "pricing", vendor="openai", api_model=model, valid_from=date(2024, 1, 1),
               is_first=True, input=price[0], output=price[1], is_own=False)  # fmt: skip


def row_key(number: int) -> dict[str, Any]:
    """What a message says of its conversation."""
    return {"conversation_id": Conversation(f"c{number}").conversation_id, "revision": number}


def numbered(count: int) -> list[tuple[str | None, str]]:
    """So many different chats."""
    return [(f"Chat {number}", f"What about {number}?") for number in range(count)]


def asking(server: Server, **fields: Any) -> Setup:
    """A setup that asks the server."""
    return Setup(CATEGORIES, **{"base_url": server.url, "model": MODEL, **fields})


def key(server: Server) -> ApiKey:
    """The canary, for the server."""
    return ApiKey(CANARY, asking(server).place)
