"""The object that a load talks to while it makes the next database."""

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.errors import DatabaseError
from etl.state import overrides
from etl.state.file import save, settings
from etl.warehouse import schema
from etl.warehouse.access import refusal
from etl.warehouse.build.begin import begin, rename_account
from etl.warehouse.build.current import look, opened
from etl.warehouse.build.derive import derive, derived, settle
from etl.warehouse.build.incremental import Known, recall
from etl.warehouse.build.insert import insert
from etl.warehouse.build.interrupts import Heed, remembered
from etl.warehouse.build.merge import merge, merge_companions, replaced
from etl.warehouse.build.plan import Companion, Outcome, Plan, Tally, load_row, now
from etl.warehouse.build.publish import TIDIED, check_nodes, check_rows, publish, seal
from etl.warehouse.build.shortage import explained
from etl.warehouse.build.staging import staging
from etl.warehouse.file import attach, connect, identity
from etl.warehouse.pricing.reference import priced
from etl.warehouse.pricing.requests import price, share


@contextmanager
def next_database(database: Path, plan: Plan, companion: Companion | None = None) -> Iterator["Next"]:
    """The right to make a database's next version, with what the current one knows; nothing is copied yet.

    Fork workers before ``begin``. Whatever goes wrong, the current file stays as it was, and what was begun
    is removed. Raises DatabaseError early: another load, a writer, a foreign file, a read-only place.
    """
    path = database.resolve()
    with remembered() as heed, staging(path) as folder, ExitStack() as resources, explained(path, folder, plan.memory):
        if companion:
            resources.callback(companion.abandon)
        yield Next(path, plan, folder, resources, heed, companion)


class Next:
    """The next database. ``folder`` is private, and gone at the end: what a load spools may lie there.

    ``people`` are the providers and accounts whose conversations it has, ``accounts`` those alone with a provider.
    """

    def __init__(
        self, path: Path, plan: Plan, folder: Path, resources: ExitStack, heed: Heed, companion: Companion | None
    ) -> None:
        self.path, self.plan, self.folder, self._heed, self._companion = path, plan, folder, heed, companion
        self._current = opened(path)
        if self._current:
            resources.enter_context(closing(self._current))
        self._previous = look(path, self._current)
        if self._current and companion:
            self._current.execute("use previous")
            companion.look(self._current)
        self.load_id = self._previous.last_load_id + 1
        self.people = self._previous.owners
        providers = [provider for provider, _ in self.people]
        self.accounts = {provider: one for provider, one in self.people if providers.count(provider) == 1}
        self.inserted: dict[str, int] = {}
        self._resources = resources
        self._new = folder / "next.duckdb"
        self._adopted: list[tuple[str, str, str]] = []
        self._views: Future[None] | None = None
        self._guard: duckdb.DuckDBPyConnection | None = None

    @property
    def holds_text(self) -> bool:
        """Does the current file hold the words of messages?"""
        return self._previous.exists and self._previous.settings.get("text_stored") != "false"

    def adopt(self, provider: str, account: str) -> None:
        """Say whose a provider's only account really is: all that is stored, and known, goes under that name."""
        self._adopted.append((provider, self.accounts[provider], account))
        self.accounts[provider] = account

    def known(self, accounts: Collection[str]) -> Known:
        """What the current file has of some accounts, under the names that they will have; it is closed after that."""
        names = {*accounts, *(old for _, old, new in self._adopted if new in accounts)}
        if self._previous.exists:
            self._current = self._current or opened(self.path)
        known = recall(self._current, self._previous, self.plan, names)
        self._let_go()
        for provider, _, account in self._adopted:
            known = known.adopted(provider, account)
        return known

    def begin(self) -> None:
        """Copy, rebuild or create the file, and connect to it. From here on no process may be forked."""
        self._let_go()
        connection = connect(self.folder / "spill", self.plan.memory)
        self._connection = self._resources.enter_context(closing(connection))
        self._begun = begin(connection, self.path, self._new, self._previous, self.plan)
        for adopted in self._adopted:
            rename_account(connection, *adopted)
        if self._previous.exists:
            self._guard = self._resources.enter_context(closing(self._hold()))
        if not self._previous.exists and not self._begun.has_views:
            # Half a thousand small statements: beside the reading they cost nothing. Begun last, they are waited for
            # before anything is closed: without memory, DuckDB may crash where it closes and works at a time.
            beside = self._resources.enter_context(ThreadPoolExecutor(1))
            cursor = connection.cursor()
            cursor.execute("use chats")
            self._views = beside.submit(schema.create_views, cursor)

    def insert(self, table: str, batches: pa.RecordBatchReader | Iterable[pa.RecordBatch]) -> int:
        """Stream batches into core.<table>, column by name; says how many rows came. Memory stays flat.

        An error raised while ``batches`` are made reaches the caller as it is.
        """
        rows = insert(self._connection, table, batches, self.plan.memory, self._heed)
        self.inserted[table] = self.inserted.get(table, 0) + rows
        return rows

    def finish(self, tally: Tally | None = None) -> Outcome:
        """Merge, derive, check and publish. Without a tally nothing was loaded: derived rows are renewed.

        Raises UnaccountedError, a bug, if rows do not add up; DatabaseError if the file cannot be replaced.
        """
        if self._views:
            self._views.result()
        fates = {} if tally is None else self._settle(tally)
        own = overrides.own(self.path)
        settle(self._connection, self._previous, self.plan, settings(self.path), own)
        if tally is not None:
            check_rows(self._connection, self.load_id)
        self._price(priced(own))
        self._renew_derived()
        retained = self._count("core.messages where is_retained")
        differences = replaced(self._connection, self.load_id)
        self._publish()
        return Outcome(
            path=str(self.path),
            load_id=self.load_id,
            messages=self.inserted.get("messages", 0),
            retained=retained,
            bytes=self.path.stat().st_size,
            is_first=not self._previous.exists,
            is_rebuilt=self._begun.is_rebuilt,
            replaced=differences,
            **fates,
        )

    def _publish(self) -> None:
        """Put the next database, and what lies beside it, into their places."""
        seal(self._connection, is_tidied=self._is_moved or self.load_id % TIDIED == 0)
        self._heed()
        publish(self._new, self.path, self._previous.identity, self._release)
        if self._companion:
            self._companion.finish()
        save(self.path, "timezone", self.plan.zone)

    def _settle(self, tally: Tally) -> dict[str, int]:
        """Make one version of several, and write down what this load did."""
        check_nodes(tally, self.inserted.get("messages", 0))
        fates = merge(self._connection, self.load_id, tally)
        fates["unchanged"] += len(tally.unchanged)
        merge_companions(self._connection, None if self._adopted else self.inserted)
        row = load_row(self.load_id, tally, fates, self.inserted.get("messages", 0), now())
        self.insert("loads", [pa.RecordBatch.from_pylist([row])])
        return fates

    @property
    def _is_moved(self) -> bool:
        """Did messages get other rows or days, also those that this load did not touch?"""
        return self._begun.is_rebuilt or self._previous.settings.get("timezone") != self.plan.zone

    def _price(self, rules: str) -> None:
        """Make the requests of what this load touched anew or, where prices, rules or days changed, all.

        The companion is told as soon as it is known whose each message is: what it does beside then takes no time.
        """
        is_all = self._is_moved or self._previous.settings.get("priced") != rules
        is_renamed = bool(self._adopted)
        is_due = is_all or "conversations" in self.inserted
        is_shared = is_due and share(self._connection, everything=is_all, is_renamed=is_renamed)
        if self._companion:
            self._companion.follow(self._connection, everything=self._is_moved or is_renamed)
        if is_due:
            price(self._connection, everything=is_all, is_shared=is_shared, memory=self.plan.memory)

    def _renew_derived(self) -> None:
        """Make the views and what is derived through them, as far as anything they depend on is new."""
        told = self._previous.settings
        is_current = told.get("derived") == derived() and not self._begun.is_rebuilt
        has_views = is_current or self._begun.has_views or self._views is not None
        if not has_views:
            schema.create_views(self._connection)
        is_all = not is_current or told.get("timezone") != self.plan.zone
        if is_all or not self.inserted or "conversations" in self.inserted:
            derive(self._connection, everything=is_all)

    def _let_go(self) -> None:
        """Close the current file, that processes may be forked and the file be copied."""
        if self._current:
            self._current.close()
        self._current = None

    def _hold(self) -> duckdb.DuckDBPyConnection:
        """Keep the current file open for reading: nobody can change it before it is replaced."""
        guard = connect()
        try:
            attach(guard, self.path, "held")
        except duckdb.Error as error:
            guard.close()
            raise DatabaseError(refusal(self.path, error)) from error
        if identity(self.path) != self._previous.identity:
            guard.close()
            raise DatabaseError(f"{self.path.name} was just changed by another program; run the same command again.")
        return guard

    def _release(self) -> None:
        if self._guard:
            self._guard.close()

    def _count(self, rows: str) -> int:
        return int(self._connection.execute(f"select count(*) from {rows}").fetchall()[0][0])
