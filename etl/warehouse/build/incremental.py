"""What the current file knows already, so that a load can leave it out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl import assets
from etl.rows.types import Key, Seen, Version
from etl.warehouse.build.current import Previous
from etl.warehouse.build.plan import Plan
from etl.warehouse.file import attach, connect
from etl.warehouse.schema import layout


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be read again: by account the slices of exports, by their hash, and versions of conversations."""

    slices: Mapping[str, Mapping[bytes, Seen]] = field(default_factory=dict)
    versions: Mapping[Key, Version] = field(default_factory=dict)

    def adopted(self, provider: str, account: str) -> "Known":
        """The same, with everything of a provider's under one account."""

        def renamed(key: Key) -> Key:
            return (provider, account, key[2]) if key[0] == provider else key

        slices = ((digest, renamed(key), nodes) for of in self.slices.values() for digest, (key, nodes) in of.items())
        versions = {renamed(key): version for key, version in self.versions.items()}
        return Known(_by_account(slices), versions)


def recall(path: Path, previous: Previous, plan: Plan, accounts: Collection[str]) -> Known:
    """The slices of exports and the versions of conversations of some accounts that the current file has.

    Of others nothing is read: what is known takes memory in each process. A slice that two accounts have is not among
    them: its hash does not say whose it is.
    """
    if not previous.exists or is_outdated(previous, plan):
        return Known()
    with _opened(path) as connection:
        wanted = {"wants_text": wants_text(previous, plan), "accounts": sorted(accounts)}
        return Known(_slices(connection, wanted), _versions(connection, wanted))


def owners(path: Path, previous: Previous) -> dict[str, str]:
    """By provider, the account whose conversations the current file holds, if it is one."""
    if not previous.exists:
        return {}
    with _opened(path) as connection:
        found = connection.execute("select distinct provider, account_id from core.conversations").fetchall()
    providers = [provider for provider, _ in found]
    return {provider: account for provider, account in found if providers.count(provider) == 1}


def is_outdated(previous: Previous, plan: Plan) -> bool:
    """Were all its rows made by other rules, or for other columns, than today's?"""
    return previous.settings.get("rules") != plan.rules or previous.settings.get("layout") != layout()


def wants_text(previous: Previous, plan: Plan) -> bool:
    """Is text asked for that the file lacks, at least in part?"""
    return plan.keep_text and previous.settings.get("text_stored") != "true"


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(connect()) as connection:
        attach(connection, path, "chats")
        connection.execute("use chats")
        yield connection


def _slices(connection: duckdb.DuckDBPyConnection, wanted: Mapping[str, object]) -> Mapping[str, Mapping[bytes, Seen]]:
    rows = connection.execute(assets.sql("build")["known_slices"], wanted).fetchall()
    return _by_account((digest, (provider, account, name), nodes) for digest, provider, account, name, nodes in rows)


def _by_account(slices: Iterable[tuple[bytes, Key, int]]) -> Mapping[str, Mapping[bytes, Seen]]:
    found: dict[str, dict[bytes, Seen]] = {}
    for digest, key, nodes in slices:
        found.setdefault(key[1], {})[digest] = key, nodes
    return found


def _versions(connection: duckdb.DuckDBPyConnection, wanted: Mapping[str, object]) -> dict[Key, Version]:
    rows = connection.execute(assets.sql("build")["known_versions"], wanted).fetchall()
    return {
        (provider, account, name): (updated, nodes, current)
        for provider, account, name, updated, nodes, current in rows
    }
