"""Every tool of etl mcp, and what it refuses, asked by the SDK's own client of a server that runs."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import assets
from etl.mcp.quoting import MOST
from tests.mcp.mcp_cases import Agent, connected

HUGE = 10**30
LONG = "x" * 1_000_000
NUMBERS: tuple[object, ...] = (0, -1, HUGE, -HUGE, 1.5, "5", True, [], {})
TEXTS: tuple[object, ...] = ("", "   ", LONG, "a\0b", 5, 1e300, False, ["a"], {"a": "b"})
DAYS: tuple[object, ...] = (
    *("2025-02-30", "yesterday", "2025-1-1", "20250101", "0000-00-00", "9999-99-99", "2025-01-01; drop table x"),
    *("-1", "", LONG, 20250101, HUGE, -1, 1.5, True, [], {}, "2025-01-01\0", "2025\u202e01-01"),
)
STATEMENTS: tuple[object, ...] = (
    "drop table core.messages",
    "select 1; select 2",
    "copy v1.messages to '/tmp/stolen.csv'",
    "from read_csv('/etc/passwd')",
    "select getenv('OPENAI_API_KEY')",
    "\x1b[31m",
)
PERIODS: tuple[object, ...] = ("", "year", "../day", "day; drop table x", LONG, 5, HUGE, True, [], {}, "DAY")
PARTS: tuple[object, ...] = ("", "day", "conversation'", "\0", LONG, -5, 1.5, False, [], {}, "all ")
IDS: tuple[object, ...] = ("../../etc/passwd", "' or 1=1; --", "%", "\x1b[31m\u202e", "a" * 999)
REFUSED: dict[str, list[dict[str, object]]] = {
    "search": [
        {},
        *({"question": text} for text in TEXTS),
        *({"question": "a", "limit": number} for number in NUMBERS),
        *({"question": "a", "offset": number} for number in NUMBERS[1:]),
        {"question": "a", "path": "/etc/passwd"},
        {"question": "has:all"},
    ],
    "conversation": [
        {},
        *({"id": text} for text in TEXTS),
        *({"id": text} for text in IDS),
        *({"id": "1", "from": number} for number in NUMBERS),
        *({"id": "1", "messages": number} for number in NUMBERS),
        *({"id": "1", "branch": text} for text in TEXTS),
    ],
    "usage": [
        *({"by": word} for word in PERIODS),
        *({"since": day} for day in DAYS),
        {"since": "2025-02-01", "until": "2025-01-01"},
    ],
    "cost": [
        *({"by": word} for word in PARTS),
        *({"until": day} for day in DAYS),
        {"limit": 5},
    ],
    "sql": [
        {},
        *({"statement": text} for text in TEXTS),
        *({"statement": "select 1", "limit": number} for number in NUMBERS),
        *({"statement": text} for text in STATEMENTS),
    ],
    "overview": [{"by": "day"}, {"": ""}, {LONG: LONG}, {"__class__": {}}, *({"a": number} for number in NUMBERS)],
    "nothing": [{}, {"a": LONG}],
}
STRANGE = (
    "'; drop table core.messages; --",
    "../../etc/passwd",
    "\x1b[31m\u202e\U000e0041",
    '"unbalanced',
    "((((",
    "*",
    "NEAR(a b)",
    "title:a AND body:b OR NOT",
    "-" * 500,
    "a OR " * 190,
    "since:9999 until:0001",
    "é" * 1_000,
)


@pytest.fixture(scope="module")
def agent(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    before = hashlib.sha256(demo_database.read_bytes()).digest()
    with connected(demo_database, tmp_path_factory.mktemp("mcp") / "log") as one:
        yield one
    assert hashlib.sha256(demo_database.read_bytes()).digest() == before


def test_every_tool_only_reads(agent: Agent) -> None:
    tools = agent.tools()
    assert list(tools) == ["overview", "usage", "cost", "search", "conversation", "sql"]
    for tool in tools.values():
        told = tool.annotations
        hints = (told.read_only_hint, told.destructive_hint, told.idempotent_hint, told.open_world_hint)
        assert hints == (True, False, True, False)
        assert tool.input_schema["additionalProperties"] is False
        assert all(one["description"] for one in tool.input_schema["properties"].values())


@pytest.mark.parametrize("tool", REFUSED)
def test_what_is_refused_is_refused_in_a_sentence(agent: Agent, tool: str) -> None:
    for arguments in REFUSED[tool]:
        told = agent.ask(tool, arguments)
        assert told.is_error, arguments
        assert len(told.text) < 500
        assert "\n" not in told.text
        assert "\x1b" not in told.text
        assert "went wrong" not in told.text
        assert "Traceback" not in told.text


def test_a_strange_question_is_a_question(agent: Agent) -> None:
    for question in STRANGE:
        told = agent.ask("search", {"question": question})
        assert len(told.text) <= MOST
        assert "went wrong" not in told.text
        assert "cannot answer" not in told.text
        assert told.is_error or told.quoted


def test_a_chat_is_found_and_read_to_its_end(agent: Agent, demo_database: Path) -> None:
    found = agent.ask("search", {"question": 'schema "bicycle log"', "limit": 1})
    assert "1. «Schema» of the «bicycle log»" in found.quoted
    name = next(line.split("id: ")[1] for line in found.quoted.splitlines() if "id: " in line)
    start, heads, last = 1, list[str](), ""
    while not last.startswith("These were the last"):
        told = agent.ask("conversation", {"id": name, "from": start, "messages": 50})
        assert not told.is_error
        assert len(told.text) <= MOST
        heads += [line for line in told.quoted.splitlines() if line.startswith("[")]
        last = told.text.splitlines()[-1]
        start = len(heads) + 1
    assert [head.split(" of ")[0] for head in heads] == [f"[{place}" for place in range(1, len(heads) + 1)]
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        sql = "select first_day, user_messages from v1.conversations where conversation_id = ?"
        ((day, users),) = connection.execute(sql, [name]).fetchall()
    assert str(day) in heads[0]
    assert len([head for head in heads if "] user" in head]) >= users > 10
    gone = agent.ask("conversation", {"id": name, "from": len(heads) + 1})
    assert (gone.is_error, f"has {len(heads)} messages" in gone.text) == (True, True)
    unknown = agent.ask("conversation", {"id": name, "branch": "../nowhere"})
    assert unknown.is_error


def test_another_branch_is_another_answer(agent: Agent, demo_database: Path) -> None:
    sql = """
        select conversation_id, node_id from v1.conversation_messages
        where not is_current and is_answer and kind = 'text' order by all limit 1
    """
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        ((name, node),) = connection.execute(sql).fetchall()
    shown = agent.ask("conversation", {"id": name, "messages": 50}).quoted
    other = agent.ask("conversation", {"id": name, "messages": 50, "branch": node}).quoted
    assert shown != other
    assert "another is branch=" in other


def test_figures_are_those_of_the_reports_in_three_thousand_characters(agent: Agent, demo_database: Path) -> None:
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        ((answers,),) = connection.execute("select sum(answers) from v1.daily_usage").fetchall()
        ((usd,),) = connection.execute("select round(sum(usd), 2) from v1.request_costs").fetchall()
    assert f"answers of models,{answers}" in agent.ask("overview").quoted
    assert f"all of it,6.58,{usd}" in agent.ask("cost", {"by": "all"}).quoted
    months = agent.ask("usage", {"by": "month"}).quoted.splitlines()
    assert sum(int(line.split(",")[5]) for line in months[1:]) == answers
    few = agent.ask("usage", {"by": "day", "since": "2025-02-03", "until": "2025-02-05"}).quoted.splitlines()
    assert [line[:10] for line in few[1:]] == ["2025-02-03", "2025-02-04", "2025-02-05"]
    tools = agent.tools()
    for tool in ("usage", "cost"):
        for word in tools[tool].input_schema["properties"]["by"]["enum"]:
            told = agent.ask(tool, {"by": word})
            assert not told.is_error
            assert len(told.text) <= 3_000
    assert "Rows that have no room" in agent.ask("usage", {"by": "day"}).own


def test_sql_is_asked_by_the_one_door_and_bounded(agent: Agent) -> None:
    told = agent.ask("sql", {"statement": "select 'a' as letter, 1 as number"})
    assert told.quoted == "letter,number\na,1"
    many = agent.ask("sql", {"statement": "select range as i, repeat('é', 1000) as t from range(5000)", "limit": 200})
    assert len(many.text) <= MOST
    assert many.own.startswith("The first 22 of more than 1,000 rows.")
    wide = agent.ask("sql", {"statement": "select " + ", ".join(f"repeat('y', 5000) as c{n}" for n in range(300))})
    assert (wide.is_error, len(wide.text) <= MOST) == (False, True)
    unseen = agent.ask("sql", {"statement": "select 'a' || chr(917569) || chr(27) || chr(10) as t"})
    assert unseen.quoted == "t\na\\udb40\\udc41\\u001b\\u000a"
    assert agent.ask("sql", {"statement": "select 1 where false"}).quoted == "1"


def test_the_manual_can_be_read(agent: Agent) -> None:
    topics = [line.split(":")[0].removeprefix("- ") for line in agent.read("chatlake://manual").splitlines()]
    assert topics == list(assets.manual())
    for topic in topics:
        told = agent.read(f"chatlake://manual/{topic}")
        assert told.startswith(f"# {assets.manual_titles()[topic]}\n")
        assert len(told) <= MOST
    with pytest.raises(Exception, match=r"no such page\. Did you mean 'cost'\?"):
        agent.read("chatlake://manual/costs")


def test_views_tell_what_they_mean(agent: Agent, demo_database: Path) -> None:
    listed = agent.read("chatlake://views")
    sql = "select view_name from duckdb_views() where schema_name = 'v1'"
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        names = [name for (name,) in connection.execute(sql).fetchall()]
    assert sorted(names) == sorted(line.split(":")[0].removeprefix("- v1.") for line in listed.splitlines())
    for name in ("daily_usage", "messages"):
        told = agent.read(f"chatlake://views/{name}")
        assert told.startswith(f"v1.{name}: One row per ")
        assert "- provider (varchar): " in told
        assert len(told) <= MOST
    for uri in ("file:///etc/passwd", "chatlake://views/../x", "chatlake://views/a' or 1=1", "chatlake://" + LONG):
        with pytest.raises(Exception, match="There is no such view"):
            agent.read(uri)
