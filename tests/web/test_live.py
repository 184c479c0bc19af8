"""The web app that watches: folders are loaded when they change, and never else; /api/version tells of it."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from etl.errors import EtlError
from etl.reporting.reports.connection import connect
from etl.warehouse.build.staging import staging
from etl.web.jobs.background import Job
from etl.web.jobs.loads import Loading
from etl.web.jobs.watching import Watching
from etl.web.settings import Settings
from tests.commands.command_cases import etl
from tests.web.web_cases import Web, form, happens, over, serving

ROW = {"type": "user", "sessionId": "s1", "timestamp": "2026-03-01T09:59:00.000Z"}


def rows(number: int) -> str:
    said = [{"role": "user", "content": f"Gate {place}"} for place in range(number)]
    told = [ROW | {"uuid": f"u{place}", "message": message} for place, message in enumerate(said)]
    return "".join(f"{json.dumps(row)}\n" for row in told)


def log(folder: Path, number: int = 1) -> Path:
    path = folder / "logs" / "s1.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text(rows(number), "utf-8")
    return path


def messages(web: Web) -> int:
    if not web.database.exists():
        return 0
    with connect(web.database, patience=3) as connection:
        return int(connection.execute("select count(*) from v1.messages").fetchall()[0][0])


def told(web: Web) -> dict[str, str]:
    return dict(web.ask("/api/version").json["watch"])


def test_the_version_is_that_of_the_file_and_told_once(own: Web) -> None:
    first = own.ask("/api/version")
    assert (first.status, first.json["watch"]) == (200, None)
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        again = own.ask("/api/version", headers={"If-None-Match": known})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    copy = own.database.with_name("copy.duckdb")
    copy.write_bytes(own.database.read_bytes())
    copy.replace(own.database)
    later = own.ask("/api/version", headers={"If-None-Match": first.headers["etag"]})
    assert later.status == 200
    assert later.json["version"] != first.json["version"]


def test_the_version_is_for_who_has_the_token_and_names_no_folder(tmp_path: Path) -> None:
    path = log(tmp_path)
    with serving(tmp_path / "chats.duckdb", watched=(path.parent,), watch_seconds=0.1, api_rate=1000.0) as web:
        assert web.ask("/api/version", bearer=False).status == 401
        assert web.ask("/api/version", headers={"Host": "evil.example"}).status == 421
        answer = web.ask("/api/version")
        assert answer.json["watch"]["folders"] == ["logs"]
        assert str(tmp_path) not in answer.text


def test_what_is_written_is_loaded_and_shown_while_it_is_watched(tmp_path: Path) -> None:
    path = log(tmp_path)
    with serving(tmp_path / "chats.duckdb", watched=(path.parent,), watch_seconds=0.1, api_rate=1000.0) as web:
        happens(lambda: messages(web) == 1, pause=0.05)
        before = web.ask("/api/version").json["version"]
        log(tmp_path, 3)
        happens(lambda: messages(web) == 3, pause=0.05)
        assert web.ask("/api/version").json["version"] != before
        happens(lambda: "Watching logs" in web.ask("/loads").text, pause=0.05)


def test_nothing_is_loaded_without_a_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(tmp_path)
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path))
    started: list[object] = []
    monkeypatch.setattr(Loading, "load", lambda *given: started.append(given))
    with serving(tmp_path / "chats.duckdb", watch_seconds=0.01) as web:
        for _ in range(20):
            assert web.ask("/api/version").json == {"version": None, "watch": None}
        log(path.parent.parent, 2)
        assert "Watching" not in web.ask("/").text
    assert started == []


def test_a_load_that_fails_is_told_and_tried_again_though_nothing_changes(tmp_path: Path) -> None:
    path = log(tmp_path, 2)
    database = tmp_path / "chats.duckdb"
    with ExitStack() as busy:
        # Another program loads, and takes its time.
        busy.enter_context(staging(database))
        with serving(database, watched=(path.parent,), watch_seconds=0.1, api_rate=1000.0) as web:
            happens(lambda: told(web)["state"] == "failed", pause=0.05)
            assert "chats.duckdb" in told(web)["message"]
            assert str(tmp_path) not in told(web)["message"]
            assert "Not loaded:" in web.ask("/").text
            busy.close()
            happens(lambda: messages(web) == 2, pause=0.05)
            happens(lambda: told(web)["state"] == "waiting", pause=0.05)
            assert told(web)["message"] == ""


def test_an_upload_and_the_watch_are_one_load_after_the_other(tmp_path: Path) -> None:
    path = log(tmp_path)
    with serving(tmp_path / "chats.duckdb", watched=(path.parent,), watch_seconds=0.1, api_rate=1000.0) as web:
        body, headers = form(
            (
                'name="file"; filename="s2.jsonl"',
                rows(2)
                .replace('"s1"', '"s2"')
                .replace('"u0"', '"v0"')
                .replace('"u1"', '"v1"')
                .replace("Gate", "Door")
                .encode(),
            )
        )
        job = web.ask("/api/loads", "POST", body, headers).json["job_id"]
        assert over(web, job)["state"] == "done"
        happens(lambda: messages(web) == 3, pause=0.05)
        assert told(web)["state"] != "failed"


class Loads(Loading):
    """Stands where a load begins: takes each step where the next load would be made."""

    def __init__(self, database: Path, steps: list[Callable[[], object]]) -> None:
        super().__init__(database)
        self.steps, self.count, self.is_over = steps, 0, Event()

    def load(self, job: Job, paths: object, folder: object = None) -> str:
        self.count += 1
        if not self.steps:
            self.is_over.set()
            job.stop.wait()
            return ""
        self.steps.pop(0)()
        return ""


def test_what_changes_during_a_load_and_after_any_failure_is_loaded_too(tmp_path: Path) -> None:
    path = log(tmp_path)

    def fail(error: Exception) -> None:
        raise error

    steps: list[Callable[[], object]] = [
        lambda: log(tmp_path, 2),
        lambda: fail(EtlError("No room.")),
        lambda: fail(ZeroDivisionError()),
        lambda: log(tmp_path, 3),
    ]
    database = tmp_path / "chats.duckdb"
    loads = Loads(database, steps)
    watching = Watching(Settings(database, 1, watched=(path.parent,), watch_seconds=0.01), loads, str)
    watching.begin()
    assert loads.is_over.wait(60)
    watching.end()
    assert loads.count == 5


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["web", "logs"], "What is named is loaded with --watch only"),
        (["web", "--claude-code"], "What is named is loaded with --watch only"),
        (["web", "--watch"], "--watch needs something to watch"),
        (["web", "--watch", "nowhere"], "There is no nowhere"),
        (["web", "--watch", "--codex"], "etl web --watch FOLDER"),
        (["web", "--agents"], "What is named is loaded with --watch only"),
        (["web", "--watch", "--agents"], "etl web --watch FOLDER"),
        (["web", "--watch", "--vscode-chat", "--gemini-cli"], "no logs of Gemini CLI in"),
    ],
)
def test_what_cannot_be_watched_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], why: str
) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "CODEX_HOME", "CLAUDE_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    for name in ("OPENCODE_DATA_DIR", "COPILOT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("etl.web.server.listen", lambda *_: pytest.fail("it serves"))
    result = etl(tmp_path / "chats.duckdb", *asked)
    assert result.exit_code in (1, 2)
    assert why in " ".join(result.stderr.split())
