"""What an export tells beside its conversations: the newest load's word holds, and what it leaves out stays."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from etl.rows.companions import Companion, Feedback, File, SharedLink
from etl.rows.details import Attachment
from etl.transform.batches import TABLES, Keys, batch
from etl.warehouse.build.next_database import next_database
from etl.warehouse.build.plan import Plan, Tally
from tests.warehouse.build import build_cases
from tests.warehouse.build.build_cases import ask, chain, rows


def load(path: Path, *companions: Sequence[Companion], account: str = "me") -> None:
    """Load what stands beside the conversations, one list a kind."""
    with next_database(path, Plan()) as following:
        following.begin()
        for some in companions:
            keys = Keys("chatgpt", account, following.load_id)
            following.insert(TABLES[type(some[0])], [batch(some, keys, ZoneInfo("UTC"))])
        following.finish(Tally(datetime(2024, 1, 1)))


@pytest.fixture(scope="module")
def loads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What three loads left, the second of two exports, the third of another account."""
    path = tmp_path_factory.mktemp("loads") / "chats.duckdb"
    load(path, [Feedback("f1", rating="up"), Feedback("f2", rating="up")], [SharedLink("s1", title="old")])
    load(path, [Feedback("f2", rating="down"), Feedback("f3", rating="up")], [Feedback("f3", rating="down")])
    load(path, [Feedback("f1", rating="down")], account="you")
    return path


def test_the_newest_load_wins_and_the_rest_stays(loads: Path) -> None:
    mine = "select feedback_id, rating, load_id from core.feedback where account_id = 'me' and feedback_id < 'f3'"
    assert ask(loads, f"{mine} order by all") == [("f1", "up", 1), ("f2", "down", 2)]
    assert ask(loads, "select share_id, title from core.shared_links") == [("s1", "old")]


def test_two_exports_of_one_load_leave_one_row(loads: Path) -> None:
    one = "select rating, load_id from core.feedback where feedback_id = 'f3'"
    assert ask(loads, one) == [("down", 2)]


def test_accounts_keep_their_own(loads: Path) -> None:
    same = "select account_id, rating from core.feedback where feedback_id = 'f1' order by all"
    assert ask(loads, same) == [("me", "up"), ("you", "down")]


def test_the_newest_list_of_files_names_attachments_even_of_earlier_loads(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    named = Attachment("a-0", 0, "image", "part", file_id="file-1", file_name="mine.png")
    nameless = Attachment("a-0", 1, "image", "part", file_id="file-1")
    with next_database(path, Plan()) as following:
        following.begin()
        for table, batches in rows([chain("a", 1)], following.load_id, Plan()).items():
            following.insert(table, batches)
        keys = Keys("chatgpt", "me", following.load_id, ["a", "a"], [following.load_id << 44] * 2)
        following.insert("attachments", [batch([named, nameless], keys, ZoneInfo("UTC"))])
        following.finish(Tally(datetime(2024, 1, 1), conversations=1, nodes=1))
    load(path, [File("file-1", "library", file_name="dog.png")])
    load(path, [File("file-1", "library", file_name="cat.png", mime_type="image/png", bytes=7)])
    assert ask(path, "select file_name, mime_type, bytes from v1.attachments order by ordinal") == [
        ("mine.png", "image/png", 7),
        ("cat.png", "image/png", 7),
    ]


def test_what_two_names_of_an_account_told_becomes_one_row_though_nothing_is_told_anew(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    build_cases.load(path, [chain("a", 1)])
    ((old,),) = ask(path, "select account_id from core.conversations")
    load(path, [Feedback("f1", rating="up")], account=str(old))
    load(path, [Feedback("f1", rating="down")], account="ann")
    with next_database(path, Plan()) as following:
        following.adopt("chatgpt", "ann")
        following.begin()
        following.finish(Tally(datetime(2024, 1, 1)))
    assert ask(path, "select account_id, rating from core.feedback") == [("ann", "down")]
