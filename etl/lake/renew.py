"""From what lies under raw/ to the next generation: only what follows from others than before is made anew."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.lake import manifest
from etl.lake.buckets import contents, number_of
from etl.lake.copies import Due, Shared, Sharing, charge, decide
from etl.lake.database import LAYOUT
from etl.lake.division import Limits, divided
from etl.lake.following import Following
from etl.lake.generation import Generation, core_file, latest, publish
from etl.lake.here import Runner
from etl.lake.manifest import Placed
from etl.lake.raw import LOAD
from etl.lake.settle import Bucket, settle
from etl.lake.tables import SETTLED, whole_tables
from etl.lake.whole import REFERENCE, Whole, finish, mark, reference
from etl.state import overrides
from etl.warehouse import schema
from etl.warehouse.build.plan import Plan, Tally, load_row, now
from etl.warehouse.pricing.reference import priced

PRICED_FROM = ("attachments", "conversations", "copies", "messages", "older_versions")
"""The tables of a bucket that its requests follow from."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """How many buckets were settled anew, of how many more only the requests were made anew, and how many there are."""

    settled: int = 0
    charged: int = 0
    buckets: int = 0


def renew(
    lake: Path, database: Path, plan: Plan, options: Mapping[str, object], runner: Runner, limits: Limits
) -> tuple[Generation, Renewal]:
    """Make what of a lake's exports is not made yet, and publish it, if that is anything.

    ``database`` is the one whose state file holds the user's own rows.
    """
    before, places = latest(lake), manifest.placed(manifest.read(lake), LOAD)
    size = sum(place.manifest.bytes for place in places)
    buckets = number_of(size, max(limits.buckets, before.buckets if before else 1))
    parts = divided(places, limits.account)
    following = Following(lake, before, buckets, contents(places, buckets, parts), parts)
    following.take_over()
    whole = Whole(lake, following.name, database, plan)
    has_all = before is not None and set(whole_tables()) <= before.tables.keys()
    is_whole = before is not None and has_all and before.marks.get("whole") == mark(whole)
    settled = _settle(following, whole, runner, is_whole=is_whole)
    charged = _charge(following, whole, runner, settled, is_whole=is_whole)
    found = Renewal(len(settled), len(charged - settled), len(following.contents))
    if before is not None and is_whole and not settled and not charged:
        return before, found
    _finish(following, whole, places, runner)
    generation = Generation(following.number, buckets, following.tables(), following.marks, options, now().isoformat())
    if hasattr(os, "sync"):
        os.sync()
    publish(lake, generation)
    return generation, found


def _settle(following: Following, whole: Whole, runner: Runner, *, is_whole: bool) -> set[int]:
    """Settle the buckets whose exports are not those of the generation before; says which."""
    marks = {bucket: content.mark() for bucket, content in following.contents.items()}
    due = {bucket for bucket, told in marks.items() if following.of(bucket).get("settled") != told}
    if following.before and is_whole:
        files = following.before.files(following.lake)
        following.whole = {table: files[table] for table in whole_tables() if table not in REFERENCE}
    else:
        following.whole = next(iter(runner.map(reference, [whole])))
    law = priced(overrides.own(whole.database))
    tasks = sorted((_bucket(following, bucket, runner.memory) for bucket in due), key=lambda task: -len(task.held))
    for one in runner.map(settle, tasks):
        for table in SETTLED:
            following.files[table].pop(one.number, None)
        _put(following, one.number, one.tables)
        told = {"settled": marks[one.number], "waits": one.waits, "fates": dict(one.fates)}
        following.marks[str(one.number)] = told | ({} if one.waits else {"priced": [marks[one.number], "", law]})
    return due


def _charge(
    following: Following, whole: Whole, runner: Runner, settled: Collection[int], *, is_whole: bool
) -> set[int]:
    """Make the requests anew of the buckets whose copies, prices or messages are others; says which."""
    if is_whole and not settled:
        return set()
    law = priced(overrides.own(whole.database))
    shared = _share(following, runner)
    due = {}
    for bucket in following.contents:
        told = following.of(bucket)
        wanted = [told["settled"], shared.marks.get(bucket, ""), law]
        if told.get("priced") != wanted:
            due[bucket] = wanted
            following.files["copies"].pop(bucket, None)
            if bucket in shared.copies:
                following.files["copies"][bucket] = shared.copies[bucket]
        elif bucket in shared.copies:
            shared.copies[bucket].unlink()
    tasks = [
        Due(_bucket(following, one, runner.memory), following.paths(PRICED_FROM, one), shared.printed.get(one))
        for one in due
    ]
    for one in runner.map(charge, tasks):
        following.files["requests"].pop(one.number, None)
        _put(following, one.number, one.tables)
        following.of(one.number)["priced"] = due[one.number]
    return set(due)


def _share(following: Following, runner: Runner) -> Shared:
    """Decide which conversation counts what several buckets may have."""
    waiting = [bucket for bucket in following.contents if following.of(bucket)["waits"]]
    messages = [path for bucket in waiting for some in following.paths(["messages"], bucket).values() for path in some]
    if not messages:
        return Shared()
    conversations = following.everywhere("conversations")
    sharing = Sharing(
        following.lake, following.name, following.buckets, following.parts, messages, conversations, runner.memory
    )
    return next(iter(runner.map(decide, [sharing])))


def _finish(following: Following, whole: Whole, places: Sequence[Placed], runner: Runner) -> None:
    """Make the tables that follow from all buckets."""
    exports = [place.manifest for place in places]
    fates: dict[str, int] = {}
    for bucket in following.contents:
        for fate, number in following.of(bucket)["fates"].items():
            fates[fate] = fates.get(fate, 0) + number
    tally = Tally(
        min(place.taken_at for place in places),
        ", ".join(dict.fromkeys(one.export for one in exports if not one.is_rest)),
        sum(one.bytes for one in exports),
        sum(one.conversations for one in exports),
        sum(one.nodes for one in exports),
        issues=sum(one.issues for one in exports),
    )
    row = load_row(LOAD, tally, fates, sum(one.messages for one in exports), now())
    row["seconds"] = sum(one.seconds for one in exports)
    lacking = tuple(table for table in SETTLED if not following.files[table])
    messages = following.everywhere("messages")
    done = replace(whole, reference=following.whole, messages=messages, load=row, lacking=lacking)
    following.whole = {**following.whole, **next(iter(runner.map(finish, [done])))}
    following.marks |= {"whole": mark(whole), LAYOUT: schema.layout()}


def _bucket(following: Following, number: int, memory: int) -> Bucket:
    content = following.contents[number]
    files = {table: tuple(digests) for table, digests in content.files.items()}
    held, newest = tuple(content.held), tuple(content.newest)
    return Bucket(following.lake, number, following.name, held, newest, files, following.whole, memory)


def _put(following: Following, bucket: int, tables: Sequence[str]) -> None:
    for table in tables:
        following.files[table][bucket] = core_file(following.lake, table, following.name, bucket)
