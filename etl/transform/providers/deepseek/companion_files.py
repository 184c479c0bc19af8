"""Whose export it is."""

from collections.abc import Iterator, Sequence
from typing import Any

from etl.extract.archive import Member
from etl.rows.companions import Account
from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.companion_files import Rows, last_name, read_json


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """user.json, if it is DeepSeek's: other exports have a file of that name as well."""
    for member in members:
        if last_name(member) == "user.json" and not member.is_conversations:
            rows = read_json(member, account)
            if any(isinstance(row, Account) for row in rows):
                yield member, rows


def account(value: Any) -> Iterator[Account]:
    """The account. The telephone number is not stored."""
    user = mapping(value)
    account_id = text(user.get("user_id"))
    if account_id:
        yield Account(account_id, email=text(user.get("email")), name=text(user.get("name")))
