"""What was billed: tokens, sessions, windows of five hours, sub-agents and tools, budgets."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import duckdb
import pytest

from etl.errors import QueryError
from etl.reporting.formats.render import render
from etl.reporting.reports.catalogue import filters, names
from etl.reporting.reports.run import run
from tests.conftest import held
from tests.reporting.report_cases import insert, insert_all, records
from tests.warehouse.blank_database import lay

SUMS = ("input", "cache_read", "cache_write", "output", "usd")
TOKENS = [name for name in names() if name.split()[0] == "tokens"]
NOW = datetime(2026, 11, 26, 12, 45)
BUDGETS = (("month", None, 5), ("day", "api", 20), ("week", "/srv/api", 0), ("month", "nowhere", 1))

Made = Callable[[Iterable[datetime]], Path]


def billed(connection: duckdb.DuckDBPyConnection, number: int, at: datetime, **fields: object) -> None:
    """The row of _request(), in the database."""
    insert(connection, "requests", **_request(number, at, **fields))


def _request(number: int, at: datetime, **fields: object) -> dict[str, object]:
    """A request of session 1 that its log reports: 2 dollars, 10 tokens fresh, 100 read, 20 written, 30 put out."""
    usual: dict[str, object] = {"provider": "codex", "conversation_id": "s1", "revision": 1, "node_id": f"n{number}"}
    usual |= {"created_at": at, "local_date": at.date(), "model_slug": "gpt-5.4", "price_status": "mapped"}
    usual |= {"token_basis": "reported", "is_unreported": False, "usage_id": f"u{number}"}
    usual |= {"input_capped": 130, "cached_default": 100, "written_default": 20, "written_1h": 0, "output_visible": 30}
    usual |= {"reasoning_shown": 0, "image_tokens_low": 0, "usd_low": 2, "usd_mid": 2, "usd_high": 2}
    return usual | fields


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A database of requests at given times, all of one session."""

    def make(times: Iterable[datetime]) -> Path:
        path = tmp_path / "chats.duckdb"
        with duckdb.connect(str(path)) as connection:
            lay(connection)
            insert(connection, "conversations", provider="codex", conversation_id="s1", revision=1)
            insert_all(connection, "requests", [_request(number, at) for number, at in enumerate(times)])
        return path

    return make


@pytest.fixture(scope="module")
def agents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A session with two sub-agents, one of a stated type; a session of another project; one request unreported."""
    path = tmp_path_factory.mktemp("agents") / "chats.duckdb"
    with duckdb.connect(str(path)) as connection:
        lay(connection)
        session = {"provider": "codex", "conversation_id": "s1", "revision": 1, "title": "Mend the gate"}
        insert(connection, "conversations", **session, project_id="/home/ann/api", git_branch="main")
        other = {"provider": "codex", "conversation_id": "s2", "revision": 2}
        insert(connection, "conversations", **other, project_id="/srv/api")
        billed(connection, 0, NOW - timedelta(days=40))
        billed(connection, 1, NOW, agent_id="a1")
        billed(connection, 2, NOW, agent_id="a2", usd_mid=Decimal("0.000000000001"), usd_low=0, usd_high=1)
        billed(connection, 3, NOW, **other, model_slug="gpt-5.5", usd_mid=1, written_1h=5)
        billed(connection, 4, NOW, token_basis="counted_tiktoken", is_unreported=True, usd_mid=7)
        call = {"provider": "codex", "conversation_id": "s1", "revision": 1}
        insert(connection, "tool_calls", **call, tool_name="Task", agent_id="a1", agent_type="Explore")
        for usage, name in (("u0", "shell"), ("u0", "mcp__tickets__find"), ("u0", "shell"), ("u2", "shell")):
            insert(connection, "tool_calls", **call, usage_id=usage, call_id=f"{usage}{name}", tool_name=name)
        for name in ("shell", "mcp__tickets__find", "view"):
            # As a session that goes on has them again, and one call more.
            copy = call | {"conversation_id": "s2", "revision": 2}
            insert(connection, "tool_calls", **copy, usage_id="u0", call_id=f"u0{name}", tool_name=name)
        insert(connection, "dim_date", day=NOW.date(), month=NOW.date().replace(day=1), week=NOW.date() - timedelta(3))
    with held(path):
        yield path


@pytest.mark.parametrize("typed", TOKENS)
def test_every_variant_adds_up_to_the_same(agents: Path, typed: str) -> None:
    table = run(agents, "tokens", by=typed.partition(" --by ")[2] or None)
    assert table.total is not None
    total = dict(zip(table.columns, table.total, strict=True))
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert {name: sum(Decimal(str(row[name] or 0)) for row in rows) for name in SUMS} == {
        "input": 40,
        "cache_read": 400,
        "cache_write": 80,
        "output": 120,
        "usd": Decimal("12.000000000001"),
    }
    parts = [(name, sum((Decimal(str(row[name] or 0)) for row in rows), Decimal())) for name in SUMS]
    assert [(name, total[name]) for name in SUMS] == parts


def test_a_request_belongs_to_its_project_branch_session_and_sub_agent(agents: Path) -> None:
    found = {
        by: [row[0] for row in run(agents, "tokens", by=by).rows] for by in ("project", "branch", "session", "agent")
    }
    assert found == {
        "project": ["/home/ann/api", "/srv/api"],
        "branch": ["main", "(no branch)"],
        "session": ["Mend the gate", "s2"],
        "agent": ["(no sub-agent)", "Explore", "(of no stated type)"],
    }


def test_what_is_estimated_stands_apart(agents: Path) -> None:
    notes = run(agents, "tokens").notes
    assert "Reported by the API itself: 4 of 5 requests, $5.00" in notes[0]
    assert notes[1].startswith("No report followed 1 request: estimated at $7.0000")
    assert "5 tokens were for an hour" in notes[2]


@pytest.mark.parametrize("kind", ["sub-agent", "tool"])
def test_what_agents_and_tools_cost_is_all_of_it(agents: Path, kind: str) -> None:
    rows = [row for row in records(agents, "agents") if row["kind"] == kind]
    assert sum(Decimal(str(row["usd"])) for row in rows) == Decimal("12.000000000001")


def test_a_request_is_shared_among_its_calls_and_a_copied_call_is_one(agents: Path) -> None:
    rows = {(row["kind"], row["name"]): (row["uses"], row["usd"]) for row in records(agents, "agents")}
    third = Decimal("0.666666666667")
    assert rows["MCP server", "tickets"] == (1, 2 - 2 * third)
    assert rows["tool", "view"] == (1, third)
    assert rows["tool", "shell"] == (2, third + Decimal("0.000000000001"))
    assert rows["tool", "(none: words only)"] == (3, 10)


@pytest.mark.parametrize("name", ["agents", "blocks", "sessions", *TOKENS])
def test_a_report_of_what_was_billed_can_be_filtered_to_nothing(agents: Path, name: str) -> None:
    nothing: dict[str, object] = {"since": NOW.date() + timedelta(1), "until": datetime(2000, 1, 1).date()}
    nothing |= dict.fromkeys(("provider", "model", "account"), "nobody")
    file, _, by = name.partition(" --by ")
    for known in {*filters(file, by or None)} & set(nothing):
        assert records(agents, name, {known: nothing[known]}) == [], known


@pytest.mark.parametrize("name", ["agents", "blocks", "budgets", "sessions", *TOKENS])
def test_it_fits_a_terminal(agents: Path, name: str) -> None:
    file, _, by = name.partition(" --by ")
    lines = "".join(render(run(agents, file, by=by or None), "table", 80)).splitlines()
    assert max(map(len, lines)) <= 80


def test_a_total_stands_below_the_rows_and_in_json_and_in_no_csv(agents: Path) -> None:
    shown = "".join(render(run(agents, "tokens", by="project"), "table")).splitlines()
    assert shown[4].startswith("─────")
    assert shown[5].startswith("in all")
    assert '"total": {"project": "in all"' in "".join(render(run(agents, "tokens", by="project"), "json"))
    assert "**in all**" in "".join(render(run(agents, "tokens", by="project"), "md"))
    assert "in all" not in "".join(render(run(agents, "tokens", by="project"), "csv"))


def windows(times: Iterable[datetime]) -> list[tuple[datetime, int]]:
    """Windows as the vendors count them, one request after the other: when each begins, and its requests."""
    found: list[tuple[datetime, int]] = []
    for at in sorted(times):
        if found and at < found[-1][0] + timedelta(hours=5):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at.replace(minute=0, second=0, microsecond=0), 1))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_windows_are_those_found_one_request_after_the_other(made: Made, seed: int) -> None:
    random, at, times = Random(seed), datetime(2026, 3, 1, 8, 59, 59), []
    for _ in range(300):
        at += timedelta(seconds=random.choice((1, 600, 3600, 4 * 3600, 5 * 3600, 6 * 3600, 30 * 3600)))
        times.append(at)
    rows = records(made(times), "blocks", {"since": datetime(2026, 1, 1).date()})
    found = [(row["start"], row["tokens"]) for row in rows]
    assert found == [(f"{start:%Y-%m-%d %H:%M}", 160 * number) for start, number in windows(times)]


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (None, "."),
        ("20", ", within $20.00: $16.00 is left."),
        ("7", "; of $7.00, $3.00 is left and lasts 1.1 hours."),
        ("3", ", and is over $3.00 already."),
    ],
)
def test_the_window_of_now_says_how_it_will_end(made: Made, limit: str | None, said: str) -> None:
    path = made([NOW - timedelta(hours=30), NOW - timedelta(minutes=105), NOW - timedelta(minutes=15)])
    chosen = {"limit": None if limit is None else Decimal(limit)}
    told = f"codex, now: 3.2 hours left; at $2.67 an hour it ends at $12.67{said}"
    assert run(path, "blocks", chosen, now=NOW).notes[0] == told
    later = run(path, "blocks", chosen, now=NOW + timedelta(hours=5))
    assert not later.notes[0].startswith("codex, now")


def test_a_limit_is_for_windows_alone(agents: Path) -> None:
    with pytest.raises(QueryError, match="tokens cannot be filtered by limit"):
        run(agents, "tokens", {"limit": Decimal(5)})


def test_windows_begin_at_the_local_hour(made: Made) -> None:
    path = made([datetime(2026, 11, 26, 11, 10)])
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from core.settings where name = 'timezone'")
        insert(connection, "settings", name="timezone", value="Asia/Kolkata")
    assert records(path, "blocks")[0]["start"] == "2026-11-26 16:30"


def test_a_budget_is_held_against_its_own_time_and_project(agents: Path, tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    path.write_bytes(agents.read_bytes())
    with duckdb.connect(str(path)) as connection:
        for per, project, usd in BUDGETS:
            insert(connection, "budgets", per=per, project=project, usd=usd)
    table = run(path, "budgets", now=NOW)
    rows = {(row[0], row[1]): row[4:7] for row in table.rows}
    assert rows == {
        ("month", None): (Decimal("10.000000"), Decimal("-5.000000"), 200),
        ("day", "api"): (Decimal("10.000000"), Decimal("10.000000"), 50),
        ("week", "/srv/api"): (Decimal("1.000000"), Decimal("-1.000000"), None),
        ("month", "nowhere"): (0, 1, 0),
    }
    assert "Budget of this month: $10.00 of $5.00, $5.00 too much." in run(path, "tokens", now=NOW).notes
    assert {row[4] for row in run(path, "budgets", now=NOW.replace(year=2027, tzinfo=UTC)).rows} == {0}
