"""How tasks get to other processes, and extracts back: what is small through the pool's pipes, the bytes in slots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from etl.extract.split.block import Block
from etl.pipeline.slots import Slots
from etl.transform.batches import TABLES, schema
from etl.transform.task import Extract, Task

_KINDS = {table: kind for kind, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Sent:
    """A task without the bytes of its block: these lie in a slot, where its extract shall lie, too."""

    task: Task
    slot: int
    size: int


@dataclass(frozen=True, slots=True)
class Returned:
    """An extract without its batches: these lie in the task's slot, each of a table and of so many bytes."""

    result: Extract
    batches: list[tuple[str, int]]


def send(task: Task, slots: Slots, slot: int) -> Sent:
    """Lay a task's block into a slot."""
    if not isinstance(task.work, Block):
        return Sent(task, slot, 0)
    slots.put(slot, [task.work.data])
    return Sent(replace(task, work=replace(task.work, data=b"")), slot, len(task.work.data))


def arrive(sent: Sent, slots: Slots) -> Task:
    """The task that was sent."""
    if not isinstance(sent.task.work, Block):
        return sent.task
    return replace(sent.task, work=replace(sent.task.work, data=slots.bytes(sent.slot, sent.size)))


def bring(result: Extract, slots: Slots, slot: int) -> Returned:
    """Lay an extract's batches into the slot of its task, as Arrow's messages."""
    batches = [(table, batch.serialize()) for table, some in result.batches.items() for batch in some]
    slots.put(slot, [message for _, message in batches])
    return Returned(replace(result, batches={}), [(table, message.size) for table, message in batches])


def take(returned: Returned, slots: Slots, slot: int) -> Extract:
    """The extract that was brought; its slot is free again."""
    result = returned.result
    for table, batch in _batches(returned, slots, slot):
        result.batches.setdefault(table, []).append(batch)
    return result


def _batches(returned: Returned, slots: Slots, slot: int) -> Iterator[tuple[str, pa.RecordBatch]]:
    held = slots.buffer(slot, sum(size for _, size in returned.batches))
    begin = 0
    for table, size in returned.batches:
        yield table, pa.ipc.read_record_batch(held.slice(begin, size), schema(_KINDS[table]))
        begin += size
