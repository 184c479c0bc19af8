"""What the current file knows already, so that a load can leave it out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import duckdb

from etl import assets
from etl.rows.types import Key, ReadBefore, Seen, Slices
from etl.warehouse.build.current import Previous
from etl.warehouse.build.plan import Plan
from etl.warehouse.schema import layout


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be read again.

    ``slices`` are what the conversations were read from that are shown, ``older`` what they were read from before;
    ``contents`` the digests of what is stored of each conversation, ``exports`` those of the exports loaded so far,
    ``files`` those on the disk that were read whole, by account, folder and name.
    """

    slices: Slices = field(default_factory=dict)
    older: Slices = field(default_factory=dict)
    contents: Mapping[Key, bytes | None] = field(default_factory=dict)
    exports: frozenset[str] = frozenset()
    files: Mapping[tuple[str, str, str], ReadBefore] = field(default_factory=dict)

    def adopted(self, provider: str, account: str) -> "Known":
        """The same, with everything of a provider's under one account."""

        def renamed(key: Key) -> Key:
            return (provider, account, key[2]) if key[0] == provider else key

        def moved(slices: Slices) -> Slices:
            every = (pair for of in slices.values() for pair in of.items())
            return _by_account((digest, seen._replace(key=renamed(seen.key))) for digest, seen in every)

        contents = {renamed(key): digest for key, digest in self.contents.items()}
        return Known(moved(self.slices), moved(self.older), contents, self.exports, self.files)


def recall(
    connection: duckdb.DuckDBPyConnection | None, previous: Previous, plan: Plan, accounts: Collection[str]
) -> Known:
    """The slices of exports and the versions of conversations of some accounts that the current file has, as opened.

    Of others nothing is read: what is known takes memory in each process. A slice that two accounts have is not among
    them: its hash does not say whose it is.
    """
    if connection is None or is_outdated(previous, plan):
        return Known()
    connection.execute("use previous")
    wanted = {"wants_text": wants_text(previous, plan), "accounts": sorted(accounts)}
    slices, contents, loaded = _slices(connection, wanted), _contents(connection, wanted), _exports(connection)
    return Known(*slices, contents, loaded, _files(connection, accounts))


def is_outdated(previous: Previous, plan: Plan) -> bool:
    """Were all its rows made by other rules, or for other columns, than today's?"""
    return previous.settings.get("rules") != plan.rules or previous.settings.get("layout") != layout()


def wants_text(previous: Previous, plan: Plan) -> bool:
    """Is text asked for that the file lacks, at least in part?"""
    return plan.keep_text and previous.settings.get("text_stored") != "true"


def _slices(connection: duckdb.DuckDBPyConnection, wanted: Mapping[str, object]) -> tuple[Slices, Slices]:
    rows = connection.execute(assets.sql("build")["known_slices"], wanted).fetchall()
    found = [(digest, Seen((provider, account, name), *of)) for digest, provider, account, name, *of in rows]
    shown = _by_account(one for one in found if one[1].is_shown)
    return shown, _by_account(one for one in found if not one[1].is_shown)


def _by_account(slices: Iterable[tuple[bytes, Seen]]) -> Slices:
    found: Slices = {}
    for digest, seen in slices:
        found.setdefault(seen.key[1], {})[digest] = seen
    return found


def _contents(connection: duckdb.DuckDBPyConnection, wanted: Mapping[str, object]) -> dict[Key, bytes | None]:
    rows = connection.execute(assets.sql("build")["known_contents"], wanted).fetchall()
    return {(provider, account, name): digest for provider, account, name, digest in rows}


def _exports(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = connection.execute(assets.sql("build")["known_exports"]).fetchall()
    return frozenset(digest for (digest,) in rows)


def _files(
    connection: duckdb.DuckDBPyConnection, accounts: Collection[str]
) -> Mapping[tuple[str, str, str], ReadBefore]:
    rows = connection.execute(assets.sql("build")["files_read"], {"accounts": sorted(accounts)}).fetchall()
    return {(account, folder, member): ReadBefore(*told) for account, folder, member, *told in rows}
