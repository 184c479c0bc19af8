"""Whose conversations are: as the user says, else as each names its own account, else as the export does."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.checks.verify import verify
from etl.errors import SettingError
from etl.extract.archive import exports
from etl.pipeline.accounts import assigned, read_list
from etl.pipeline.load import Loaded, load
from etl.pipeline.options import Options
from tests.chatgpt_export import chain, said
from tests.claude_export import said as claude_said
from tests.claude_export import talk
from tests.pipeline.test_recognition import write

USERS = [{"uuid": name, "full_name": name.title(), "email_address": f"{name}@x"} for name in ("anna", "ben")]
MEMORIES = [{"account_uuid": name, "conversations_memory": f"{name} likes tea"} for name in ("anna", "ben")]


def of(number: int, owner: str | None) -> dict[str, Any]:
    """A conversation of Claude's that names its account, or none."""
    chat = {**talk(claude_said("human", f"Hello {number}"), name=f"c{number}"), "uuid": f"c{number}"}
    chat.pop("account", None)
    return chat if owner is None else {**chat, "account": {"uuid": owner}}


TEAM = [of(1, "anna"), of(2, "ben"), of(3, "gone"), of(4, "anna")]


def loaded(database: Path, *paths: Path, **chosen: Any) -> Loaded:
    return load(list(paths), Options(database, zone="UTC", jobs=1, **chosen), lambda *_: None)


def held(database: Path) -> Mapping[str, str]:
    """By conversation, its account."""
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute("select conversation_id, account_id from v1.conversations").fetchall()
    assert len(rows) == len(dict(rows))
    return dict(rows)


def given(path: Path, chats: Sequence[object], **beside: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, {"conversations.json": chats, **{f"{name}.json": value for name, value in beside.items()}})
    return path


@pytest.mark.parametrize("beside", [{}, {"users": USERS}, {"users": USERS, "memories": MEMORIES}])
def test_the_export_of_a_team_is_stored_by_member(tmp_path: Path, beside: dict[str, object]) -> None:
    database, export = tmp_path / "c.duckdb", given(tmp_path / "team.zip", TEAM, **beside)
    loaded(database, export)
    assert held(database) == {"c1": "anna", "c2": "ben", "c3": "gone", "c4": "anna"}
    with duckdb.connect(database, read_only=True) as connection:
        people = dict(connection.execute("select account_id, name from core.accounts").fetchall())
        assert people == {name: name.title() if beside and name != "gone" else None for name in ("anna", "ben", "gone")}
        told = connection.execute("select account_id, content from core.memories order by all").fetchall()
        assert told == ([("anna", "anna likes tea"), ("ben", "ben likes tea")] if "memories" in beside else [])
    again = loaded(database, export)
    assert (again.outcome.unchanged, again.outcome.messages, sum(again.intake.issues.values())) == (4, 0, 0)
    assert verify(database, [export]).is_complete


def test_a_name_that_was_told_stays_when_a_later_export_tells_none(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    loaded(database, given(tmp_path / "1.zip", TEAM, users=USERS))
    loaded(database, given(tmp_path / "2.zip", [*TEAM, of(5, "ben")]))
    with duckdb.connect(database, read_only=True) as connection:
        told = connection.execute("select account_id, name from core.accounts order by all").fetchall()
    assert told == [("anna", "Anna"), ("ben", "Ben"), ("gone", None)]


def test_members_one_by_one_and_all_together_are_the_same(tmp_path: Path) -> None:
    team, ben = given(tmp_path / "team.zip", TEAM, users=USERS), given(tmp_path / "b.zip", TEAM[1:2], users=USERS[1:])
    one, other = tmp_path / "1.duckdb", tmp_path / "2.duckdb"
    for database, order in ((one, (team, ben)), (other, (ben, team))):
        for path in order:
            loaded(database, path)
        assert held(database) == {"c1": "anna", "c2": "ben", "c3": "gone", "c4": "anna"}


def test_a_chat_that_names_nobody_in_a_teams_export_is_nobodys(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    loaded(database, given(tmp_path / "team.zip", [*TEAM, of(5, None)], users=USERS))
    assert held(database)["c5"] == "default"


def test_exports_of_two_providers_in_one_zip_keep_their_accounts(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    chatgpt = [chain(said("user", "Hi"), conversation_id="g1")]
    write(
        path,
        {
            "openai/conversations.json": chatgpt,
            "openai/user.json": {"id": "user-1"},
            "claude/conversations.json": [of(1, "anna"), of(2, None)],
            "claude/users.json": USERS[:1],
        },
    )
    assert sum(loaded(tmp_path / "c.duckdb", path).intake.issues.values()) == 0
    assert held(tmp_path / "c.duckdb") == {"g1": "user-1", "c1": "anna", "c2": "anna"}


def test_what_the_user_says_holds_for_all_of_an_export(tmp_path: Path) -> None:
    loaded(tmp_path / "c.duckdb", given(tmp_path / "team.zip", TEAM, users=USERS), account="firm")
    assert set(held(tmp_path / "c.duckdb").values()) == {"firm"}


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    """A folder with an export a person: zips, older ones, and one that is unpacked."""
    given(tmp_path / "org" / "Anna A" / "2026" / "old.zip", [of(1, "u1")])
    given(tmp_path / "org" / "Anna A" / "new.zip", [of(1, "u1"), of(2, "u1")])
    given(tmp_path / "org" / "ben.zip", [of(3, "u2")])
    (tmp_path / "org" / "Cem" / "unpacked").mkdir(parents=True)
    chats = [chain(said("user", "Hi"), conversation_id="g1")]
    (tmp_path / "org" / "Cem" / "unpacked" / "conversations.json").write_text(json.dumps(chats), "utf-8")
    return tmp_path / "org"


def test_accounts_can_be_named_by_folders(tmp_path: Path, organisation: Path) -> None:
    loaded(tmp_path / "c.duckdb", organisation, by_folder=True)
    assert held(tmp_path / "c.duckdb") == {"c1": "Anna A", "c2": "Anna A", "c3": "org", "g1": "Cem"}
    loaded(tmp_path / "d.duckdb", *sorted(organisation.iterdir()), by_folder=True)
    assert held(tmp_path / "d.duckdb") == held(tmp_path / "c.duckdb")


@pytest.mark.parametrize(
    "rows",
    ["Anna A,A\nben.zip,B\nCem,C", "*/Anna A/*,A\n*ben*,B\n*/Cem/*,C", "org/Anna A/,A\norg/ben.zip,B\norg/*,C"],
)
def test_accounts_can_be_named_by_a_list(
    tmp_path: Path, organisation: Path, rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(f"path,account\n{rows}\n", "utf-8-sig")
    for given_path in (organisation, Path("org")):
        found = [export for export in exports([given_path]) if export.conversations]
        assign = assigned([given_path], Options(tmp_path / "c.duckdb", accounts=tmp_path / "list.csv"))
        told = {"old.zip": "A", "new.zip": "A", "ben.zip": "B", "org": "C"}
        assert {export.path.name: assign(export) for export in found} == told
        assert not [issue for export in found for issue in export.issues]


def test_chats_are_stored_as_the_list_says(tmp_path: Path, organisation: Path) -> None:
    (tmp_path / "list.csv").write_text("path,account\nAnna A,A\nben.zip,B\nCem,C\n", "utf-8-sig")
    done = loaded(tmp_path / "c.duckdb", organisation, accounts=tmp_path / "list.csv")
    assert held(tmp_path / "c.duckdb") == {"c1": "A", "c2": "A", "c3": "B", "g1": "C"}
    assert sum(done.intake.issues.values()) == 0


def test_an_export_that_the_list_forgets_is_told_and_keeps_its_own_account(tmp_path: Path, organisation: Path) -> None:
    (tmp_path / "list.csv").write_text("path,account\nAnna A,A\nCem,C\n", "utf-8")
    done = loaded(tmp_path / "c.duckdb", organisation, accounts=tmp_path / "list.csv")
    assert held(tmp_path / "c.duckdb")["c3"] == "u2"
    assert dict(done.intake.issues) == {"not in the list of accounts": 1}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "has no columns path and account"),
        (b"who,what\n", "has no columns path and account"),
        (b"path,account\na,\n", "line 2: a row needs a path and an account"),
        (b"path,account\na\n", "line 2: a row needs a path and an account"),
        (b"path,account\na,b\na,b\na,c\n", "line 4: an earlier row gives this path another account; leave one"),
        (b"path,account\n\xff,b\n", "is no CSV file in UTF-8"),
    ],
)
def test_a_list_that_is_none_is_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "list.csv").write_bytes(data)
    with pytest.raises(SettingError, match=words):
        read_list(tmp_path / "list.csv")
    with pytest.raises(SettingError, match="cannot be read"):
        read_list(tmp_path / "none.csv")
