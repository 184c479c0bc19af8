"""The attack table of the web app, row 30: whatever is asked of the server, it speaks to nobody outside."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from starlette.routing import Route

from etl.reporting.charts.draw import names
from etl.web import api, pages
from tests.warehouse.build.build_cases import ask
from tests.web.web_cases import over, started

LISTENER = """
import json, os, sys

def heard(event, arguments):
    if event.startswith("socket."):
        named = [one[0] if isinstance(one, tuple) else one for one in arguments]
        told = [str(one) for one in named if isinstance(one, (str, bytes))]
        if told:
            with open(os.environ["HEARD"], "a") as file:
                file.write(json.dumps([event, told[0]]) + "\\n")

sys.addaudithook(heard)
"""
"""What every Python of the server's runs first, those that it starts included: notes each host of a socket call."""
_KEY = ("provider", "account_id", "conversation_id")


def test_row_30_no_page_and_no_answer_takes_the_server_outside(demo_database: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard.jsonl"
    (tmp_path / "sitecustomize.py").write_text(LISTENER)
    database = Path(shutil.copyfile(demo_database, tmp_path / "chats.duckdb"))
    path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    with started(database, PYTHONPATH=path, HEARD=str(heard)) as (_, web):
        job = web.ask("/api/loads/sample", "POST").json["job_id"]
        assert over(web, job)["state"] == "done"
        statuses = {address: web.ask(address).status for address in _addresses(database, job)}
        assert web.ask("/api/sql", "POST", {"sql": "select count(*) from conversations"}).json["rows"] == [[296]]
    assert len(statuses) > 40
    wrong = {address: status for address, status in statuses.items() if status != 200}
    assert all(job in address and status < 500 for address, status in wrong.items()), wrong
    calls = [tuple(json.loads(line)) for line in heard.read_text().splitlines()]
    assert ("socket.bind", "127.0.0.1") in calls, "the listener does listen"
    assert [call for call in calls if call[1] not in ("127.0.0.1", "::1", "localhost")] == []


def _addresses(database: Path, job: str) -> Iterator[str]:
    """Every address that answers to GET: each chart in each form, each form of an export, a conversation, a search."""
    ((*key, title),) = ask(database, f"select {', '.join(_KEY)}, title from v1.conversations order by all limit 1")
    one = urlencode(dict(zip(_KEY, key, strict=True)))
    queries = {"/conversations/one": [one], "/search": [urlencode({"q": title})]}
    queries["/conversations/picture"] = [_picture(database)]
    queries["/export"] = [f"form={form}" for form in ("json", "csv", "md", "jsonl")]
    for prefix, routes in (("/api", api.ROUTES), ("", pages.ROUTES)):
        for route in routes:
            if isinstance(route, Route) and "GET" in (route.methods or ()):
                for place in _filled(prefix + route.path, job):
                    yield from (f"{place}?{query}" for query in queries.get(route.path, [""]))


def _picture(database: Path) -> str:
    """A picture that the sample has, which is loaded once more by then, so that it is known where it lies."""
    has_it = "f.member like a.file_id || '.dat'"
    columns = f"{', '.join(f'a.{name}' for name in _KEY)}, a.node_id, a.ordinal"
    ((*key, node, ordinal), *_) = ask(
        database, f"select {columns} from v1.attachments a join v1.load_files f on {has_it} order by all"
    )
    return urlencode({**dict(zip(_KEY, key, strict=True)), "node": node, "ordinal": ordinal})


def _filled(path: str, job: str) -> Iterator[str]:
    if "{name}" not in path:
        yield path.format(job=job, topic="app")
        return
    # The story of a year has pictures of its own.
    known = ("first", "models", "persona") if path.startswith("/year/") else names()
    for name in known:
        yield from (path.format(name=name, form=form) for form in ("svg", "png", "csv"))
