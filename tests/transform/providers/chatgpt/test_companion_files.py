"""What stands in an export beside its conversations."""

import io
import json
from typing import Any, BinaryIO

import pytest

from etl.extract.archive import Member
from etl.rows.companions import Account, AccountSetting, Feedback, File, GroupChat, ModelComparison, SharedLink
from etl.rows.loads import Issue
from etl.rows.types import Micros
from etl.transform.providers import chatgpt


class Breaking(io.RawIOBase):
    """A stream whose bytes end too early."""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        raise OSError("ends too early")


def member(name: str, value: Any, size: int | None = None) -> Member:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()

    def opened() -> BinaryIO:
        return io.BytesIO(data)

    return Member(name, len(data) if size is None else size, False, opened)


def rows(*members: Member) -> list[Any]:
    return [row for _, found in chatgpt.companions(members) for row in found]


def test_the_account_is_read_without_its_telephone_number() -> None:
    user = {
        "id": "user-1",
        "email": "a@example.org",
        "chatgpt_plus_user": True,
        "phone_number": "+1",
        "birth_year": 1980,
    }
    assert rows(member("export/User.json", user)) == [
        Account("user-1", email="a@example.org", is_paying=True, birth_year=1980)
    ]


def test_settings_are_rows_of_json() -> None:
    assert rows(member("user_settings.json", [{"theme": "dark"}, {"beta": {"canvas": True}}])) == [
        AccountSetting("theme", '"dark"'),
        AccountSetting("beta", '{"canvas": true}'),
    ]


def test_feedback_is_read_with_its_words_and_tags() -> None:
    thumb = {
        "id": "m1",
        "conversation_id": "c1",
        "rating": "thumbs_down",
        "create_time": "2024-05-06T07:08:09.000001Z",
        "content": '{"text": "too long", "tags": ["not-helpful", "lazy"]}',
    }
    found = rows(member("message_feedback.json", [thumb, {"no": "id"}, 3]))
    assert found == [
        Feedback(
            "m1",
            conversation_id="c1",
            message_id="m1",
            rating="thumbs_down",
            created_at=Micros(1_714_979_289_000_001),
            comment="too long",
            tags="not-helpful,lazy",
        )
    ]


def test_a_comparison_tells_both_models_and_the_choice() -> None:
    turn = [{"id": "m", "metadata": {"model_slug": "gpt-4"}}]
    comparison = {
        "id": "k1",
        "input": {"conversation_id": "c1"},
        "output": {
            "feedback_step_1": {"original_turn": turn},
            "feedback_step_2": {
                "new_turn": [{"metadata": None}, {"metadata": {"model_slug": "gpt-4o"}}],
                "completion_comparison_rating": "new",
                "text": "",
            },
        },
        "create_time": "1970-01-01T00:00:01+00:00",
    }
    assert rows(member("model_comparisons.json", [comparison])) == [
        ModelComparison("k1", "c1", Micros(1_000_000), "gpt-4", "gpt-4o", "new")
    ]


def test_links_group_chats_and_file_tables_are_read() -> None:
    link = {"id": "s1", "conversation_id": "c1", "title": "Tea", "is_anonymous": False}
    chat = {"id": "g1", "title": "We", "create_time": 1, "participant_ids": ["a", "b"]}
    book = {"file_id": "file_1", "file_name": "a.pdf", "file_size_bytes": 7, "created_at": 2.0, "sha256_digest": "ff"}
    assert rows(member("shared_conversations.json", [link])) == [SharedLink("s1", "c1", "Tea", False)]
    assert rows(member("group_chats.json", {"chats": [chat]})) == [
        GroupChat("g1", "We", Micros(1_000_000), participants=2)
    ]
    assert rows(member("library_files.json", [book])) == [
        File("file_1", "library_files", file_name="a.pdf", bytes=7, sha256="ff", created_at=Micros(2_000_000))
    ]
    assert rows(member("conversation_asset_file_names.json", {"file-1.dat": "photo.jpg"})) == [
        File("file-1", "conversation_asset_file_names", file_name="photo.jpg")
    ]


@pytest.mark.parametrize(
    ("data", "size", "reason"),
    [
        (b"<html>", None, "a side file is not JSON"),
        (b"\xff\xfe", None, "a side file is not JSON"),
        (b"", None, "a side file is not JSON"),
        (b"[" * 500_000, None, "a side file is not JSON"),
        (b"{}", 256 * 1024 * 1024 + 1, "a side file too large to read"),
    ],
)
def test_what_cannot_be_read_is_an_issue(data: bytes, size: int | None, reason: str) -> None:
    assert rows(member("a/user.json", data, size)) == [Issue("warning", reason, "a/user.json")]


def test_a_damaged_member_is_an_issue_and_the_others_are_read() -> None:
    broken = Member("user.json", 9, False, lambda: io.BufferedReader(Breaking()))
    found = rows(broken, member("shared_conversations.json", [{"id": "s1"}]))
    assert found == [Issue("warning", "a side file is damaged", "user.json"), SharedLink("s1")]


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [None], [[1]], {"id": 5}, [{"id": {}}], {"chats": 3}])
def test_json_of_another_shape_gives_no_rows_of_persons(value: Any) -> None:
    names = ["user.json", "shared_conversations.json", "group_chats.json", "library_files.json"]
    found = rows(*(member(name, value) for name in [*names, "message_feedback.json", "model_comparisons.json"]))
    assert all(isinstance(row, Issue) for row in found)


def test_conversations_and_strangers_are_left_alone() -> None:
    conversations = Member("user.json", 2, True, lambda: io.BytesIO(b"{}"))
    assert rows(conversations, member("sora.json", {}), member("user.json.bak", {})) == []
