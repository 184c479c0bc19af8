"""Files that are one value, loaded: databases, tables, pages, JSON lists; and one chat over many small files."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.errors import ExportError
from etl.pipeline.load import load
from etl.pipeline.options import Options

TOKENS = {"input": 100, "output": 40, "reasoning": 10, "cache": {"read": 800, "write": 50}}
ASKED = {"role": "user", "time": {"created": 1786000000001}}
SAID = {"role": "assistant", "time": {"created": 1786000000100}, "modelID": "claude-sonnet-4-5", "tokens": TOKENS}
CELL = (
    '<div class="outer-cell mdl-cell"><div class="mdl-grid"><div class="header-cell mdl-cell">'
    '<p class="mdl-typography--title">Gemini-Apps<br></p></div><div class="content-cell mdl-typography--body-1">'
    "{body}</div>{link}</div></div>"
)
LINK = '<div class="content-cell mdl-typography--caption"><a href="https://gemini.google.com/app/{0}">x</a></div>'


def loaded(tmp_path: Path, *paths: Path) -> Path:
    database = tmp_path / "c.duckdb"
    load(list(paths), Options(database, zone="UTC"), lambda *_: None)
    assert verify(database, list(paths)).is_complete
    return database


def ask(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def opencode(path: Path, created: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma wal_autocheckpoint = 0")
    connection.execute(f"create table session (id text, parent_id text, directory text, title text, {created} integer)")
    connection.execute("create table message (id text, session_id text, data text)")
    connection.execute("create table part (id text, message_id text, session_id text, data text)")
    connection.execute("insert into session values ('ses_1', null, '/w', 'Mend it', 1786000000000)")
    for own, data, words in (("msg_1", ASKED, "Mend it"), ("msg_2", SAID, "Mended.")):
        connection.execute("insert into message values (?, 'ses_1', ?)", [own, json.dumps(data)])
        part = json.dumps({"type": "text", "text": words})
        connection.execute("insert into part values (?, ?, 'ses_1', ?)", [f"prt_{own}", own, part])
    connection.commit()
    return connection


@pytest.mark.parametrize("created", ["time_created", "created_at"])
def test_a_database_is_read_while_its_owner_writes_and_with_what_waits_beside_it(tmp_path: Path, created: str) -> None:
    path = tmp_path / "in" / "opencode.db"
    path.parent.mkdir()
    with closing(opencode(path, created)) as owner:
        owner.execute("begin immediate")
        database = loaded(tmp_path, path)
        owner.execute("insert into message values ('msg_3', 'ses_1', '{}')")
        owner.commit()
        rows = ask(database, "select text, input_tokens_reported, output_tokens_reported from core.messages order by 1")
        assert rows == [("Mend it", None, None), ("Mended.", 950, 50)]
        assert ask(database, "select title, created_at::date::text from core.conversations") == [
            ("Mend it", "2026-08-06")
        ]
        owner.execute("update message set data = ? where id = 'msg_3'", [json.dumps(ASKED)])
        owner.commit()
        loaded(tmp_path, path.parent)
        assert ask(database, "select count(*) from core.messages") == [(3,)]


def test_a_database_of_open_webui_is_its_chats(tmp_path: Path) -> None:
    path = tmp_path / "webui.db"
    node = {"id": "a", "parentId": None, "role": "user", "content": "Hot?", "timestamp": 1744577557}
    chat = {"history": {"messages": {"a": node}, "currentId": "a"}}
    with closing(sqlite3.connect(path)) as owner:
        owner.execute(
            "create table chat (id text, user_id text, title text, chat text, created_at, updated_at, archived)"
        )
        values = ["w1", "u", "Kiln", json.dumps(chat), 1744577557, 1744577600, 1]
        owner.execute("insert into chat values (?, ?, ?, ?, ?, ?, ?)", values)
        owner.commit()
    database = loaded(tmp_path, path)
    assert ask(database, "select title, is_archived from core.conversations") == [("Kiln", True)]


def test_messages_that_only_a_newer_table_of_open_webui_has_are_named(tmp_path: Path) -> None:
    path = tmp_path / "webui.db"
    node = {"id": "a", "parentId": None, "role": "user", "content": "Hot?", "timestamp": 1744577557}
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("create table chat (id text, user_id text, title text, chat text, created_at, updated_at)")
        owner.execute("create table chat_message (id text, chat_id text)")
        for name, messages in (("whole", {"a": node}), ("bare", {})):
            told = json.dumps({"history": {"messages": messages, "currentId": "a"}})
            owner.execute("insert into chat values (?, 'u', 'Kiln', ?, 1744577557, 1744577600)", [name, told])
            owner.execute("insert into chat_message values ('a', ?)", [name])
        owner.commit()
    issues = "select conversation_id, reason, detail from core.load_issues"
    reason = "messages that only the table chat_message of its database has"
    assert ask(loaded(tmp_path, path), issues) == [("bare", reason, "1 messages")]


def test_the_first_databases_of_open_webui_had_one_time_and_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "webui.db"
    chat = {"history": {"messages": {"a": {"id": "a", "role": "user", "content": "Hot?"}}, "currentId": "a"}}
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("create table chat (id text, user_id text, title text, chat text, timestamp integer)")
        owner.execute("insert into chat values ('w0', 'u', 'Kiln', ?, 1700000000)", [json.dumps(chat)])
        owner.commit()
    found = ask(loaded(tmp_path, path), "select title, created_at::text from core.conversations")
    assert found == [("Kiln", "2023-11-14 22:13:20")]


@pytest.mark.parametrize(("between", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-16")])
def test_a_table_that_a_spreadsheet_saved_is_one(tmp_path: Path, between: str, encoding: str) -> None:
    path = tmp_path / "copilot-activity-history.csv"
    rows = [("Conversation", "Time", "Author", "Message"), ("Soup", "2026-02-17T14:36:11", "User", "Salt,\nor; not?")]
    told = "".join(between.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    path.write_bytes(told.encode(encoding))
    assert ask(loaded(tmp_path, path), "select text from core.messages") == [("Salt,\nor; not?",)]


def test_a_database_of_something_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("create table notes (words text)")
        owner.commit()
    with pytest.raises(ExportError, match="not text"):
        loaded(tmp_path, path)


def tree(root: Path, session: str, messages: dict[str, Any]) -> None:
    def put(name: str, value: object) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps(value))

    put(f"session/p/{session}.json", {"id": session, "title": "Mend it", "time": {"created": 1786000000000}})
    for own, told in messages.items():
        put(f"message/{session}/{own}.json", {"id": own, **told})
        put(f"part/{own}/prt_{own}.json", {"type": "text", "text": f"words of {told['role']}"})


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_chat_over_many_files_is_one_and_a_fork_s_copies_count_once(tmp_path: Path, is_packed: bool) -> None:
    root = tmp_path / "opencode" / "storage"
    tree(root, "ses_1", {"msg_1": ASKED, "msg_2": SAID})
    tree(root, "ses_2", {"msg_8": ASKED, "msg_9": SAID})
    (root / "part" / "msg_9" / "prt_z.json").write_text("{half")
    given = tmp_path / "opencode"
    if is_packed:
        given = tmp_path / "opencode.zip"
        with zipfile.ZipFile(given, "w") as packed:
            for path in sorted(path for path in root.rglob("*") if path.is_file()):
                packed.write(path, path.relative_to(tmp_path).as_posix())
    database = loaded(tmp_path, given)
    assert ask(database, "select count(*) from core.conversations") == [(2,)]
    assert ask(database, "select count(*) from v1.conversation_messages") == [(4,)]
    assert ask(database, "select sum(input_tokens_reported) from v1.messages") == [(950,)]
    issues = ask(database, "select reason from core.load_issues")
    assert issues == [("a file that cannot be read",)]


def test_a_page_in_another_language_is_read_by_its_shape(tmp_path: Path) -> None:
    asked = "Eingegebener Prompt:\xa0Wie &amp; wann?<br>5. Nov. 2025, 01:34:47 MEZ<br><p>So.</p><script>no</script>"
    later = "Eingegebener Prompt:\xa0Und dann?<br>5. Nov. 2025, 01:36:00 MEZ<br><p>Dann.</p>"
    lost = "Eingegebener Prompt:\xa0Ohne Zeit<br>irgendwann<br><p>?</p>"
    cells = [CELL.format(body=body, link=LINK.format("abc")) for body in (lost, later, asked)]
    place = tmp_path / "Takeout" / "Meine Aktivitäten" / "Gemini-Apps" / "MeineAktivitäten.html"
    place.parent.mkdir(parents=True)
    place.write_text(f"<html><head><style>{'a' * 140_000}</style></head><body>{''.join(cells)}</body></html>")
    database = loaded(tmp_path, tmp_path / "Takeout")
    found = ask(database, "select text, created_at::text from core.messages order by tour_in")
    assert found == [
        ("Wie & wann?", "2025-11-05 00:34:47"),
        ("So.", "2025-11-05 00:34:47"),
        ("Und dann?", "2025-11-05 00:36:00"),
        ("Dann.", "2025-11-05 00:36:00"),
    ]
    assert ask(database, "select reason from core.load_issues") == [("an activity without a time",)]


def test_a_table_is_read_oldest_first_the_person_before_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "copilot-chat-activity.csv"
    path.write_text(
        "\ufeffCreatedAt,MessageContent,Author,ChatName\n"
        '2/17/2026 9:05:11 +01:00,"Two,\nreally",AI,Soup\n2/17/2026 9:05:11 +01:00,How long?,Human,Soup\n'
        "2/16/2026 9:00:00 +01:00,Hi,Human,Tea\n"
    )
    database = loaded(tmp_path, path)
    found = ask(database, "select text, created_at::text from core.messages order by created_at, tour_in")
    assert found == [
        ("Hi", "2026-02-16 08:00:00"),
        ("How long?", "2026-02-17 08:05:11"),
        ("Two,\nreally", "2026-02-17 08:05:11"),
    ]


def test_a_list_that_is_one_chat_is_one_whatever_its_order(tmp_path: Path) -> None:
    def said(own: str, role: str, minute: int) -> dict[str, Any]:
        at = f"2026-06-01T10:{minute:02d}:00Z"
        return {"id": own, "chatId": "l1", "role": role, "content": f"at {minute}", "createdAt": at}

    path = tmp_path / "chat-l1.json"
    path.write_text(json.dumps([said("c", "user", 7), said("b", "assistant", 5), said("a", "user", 1)]))
    database = loaded(tmp_path, path)
    assert ask(database, "select list(text order by tour_in) from core.messages") == [(["at 1", "at 5", "at 7"],)]
    again = load([path], Options(database, zone="UTC"), lambda *_: None)
    assert (again.outcome.new, again.outcome.changed, again.outcome.unchanged) == (0, 0, 1)


def test_records_behind_the_list_of_conversations_are_no_trailing_data(tmp_path: Path) -> None:
    told = {"_id": "r1", "message": "Do owls sleep?", "sender": "human", "create_time": "2026-07-02T13:46:40Z"}
    chat = {"conversation": {"id": "g1"}, "responses": [{"response": told}]}
    posts = [{"id": "m1", "links": [{"url": "https://example.org"}]}]
    path = tmp_path / "prod-grok-backend.json"
    path.write_text(json.dumps({"conversations": [chat], "projects": [{"workspace_id": "w"}], "media_posts": posts}))
    database = loaded(tmp_path, path)
    assert ask(database, "select text from core.messages") == [("Do owls sleep?",)]
    assert ask(database, "select reason from core.load_issues") == []


def test_a_fork_of_a_chat_of_vs_code_is_billed_for_what_is_its_own(tmp_path: Path) -> None:
    def request(own: str, at: int, took: int) -> dict[str, Any]:
        result = {"timings": {"totalElapsed": took}, "metadata": {"promptTokens": 1000, "outputTokens": 100}}
        return {
            "requestId": own,
            "timestamp": at,
            "message": {"text": own},
            "response": [{"value": "x"}],
            "result": result,
        }

    first = [request("a", 1772000000000, 4321)]
    fork = [request("b", 1772000900000, 4321), request("c", 1772000950000, 4322)]
    for name, requests in (("first", first), ("fork", fork)):
        (tmp_path / f"{name}.json").write_text(json.dumps({"sessionId": name, "requests": requests}))
    database = loaded(tmp_path, tmp_path / "first.json", tmp_path / "fork.json")
    assert ask(database, "select count(*), sum(billed_input) from v1.request_costs where billed_input > 0") == [
        (2, 2000)
    ]
