"""How much a build may take follows the database and what is free; what runs out is told in one sentence."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl.errors import DatabaseError
from etl.warehouse.build.next_database import Next, next_database
from etl.warehouse.build.plan import Plan
from etl.warehouse.memory import LEAN, USUAL, allowance, free_memory
from tests.warehouse.build.build_cases import chain, fill, names

MB = 1_000_000
SENTENCE = (
    r"Memory ran out: \d+ MB were set aside to make the next chats\.duckdb, and [\d,]+ MB are free; "
    r"close other programs, then run the same command again\. The database is as it was\."
)


def shortage(path: Path, run: Callable[[Next], object], memory: int = USUAL) -> str:
    """What a build says in which something happens."""
    before = path.read_bytes()

    def build() -> None:
        with next_database(path, Plan(memory=memory)) as following:
            following.begin()
            run(following)

    with pytest.raises(DatabaseError) as caught:
        build()
    assert (path.read_bytes(), list(names(path))) == (before, [])
    return str(caught.value)


def test_memory_that_does_not_suffice_is_one_sentence(one: Path) -> None:
    wide = "word " * 100_000
    talks = [replace(chain(f"{wide}{place}", 40)) for place in range(2)]
    assert re.fullmatch(SENTENCE, shortage(one, lambda following: fill(following, talks), 3 * MB))


def of_python() -> Exception:
    return MemoryError()


def of_arrow() -> Exception:
    error: Exception = pa.ArrowMemoryError("malloc of size 64 failed")
    return error


def of_the_system() -> Exception:
    return OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


def of_duckdb() -> Exception:
    return duckdb.OutOfMemoryException("Out of Memory Error: could not allocate block of size 32.0 KiB")


def of_a_block() -> Exception:
    why = "Original error: Failed to allocate block of 32768 bytes (bad allocation)"
    return duckdb.IOException(f'IO Error: Checkpoint failed for database "chats". {why}')


def of_a_checkpoint() -> Exception:
    return duckdb.FatalException("FATAL Error: Failed to create checkpoint because of error: std::bad_alloc")


@pytest.mark.parametrize("error", [of_python, of_arrow, of_the_system, of_duckdb, of_a_block, of_a_checkpoint])
def test_whoever_lacks_memory_says_the_same(one: Path, error: Callable[[], Exception]) -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        raise error()
        yield

    assert re.fullmatch(SENTENCE, shortage(one, lambda following: following.insert("messages", batches())))


def test_other_errors_keep_their_kind(one: Path) -> None:
    def fail() -> None:
        with next_database(one, Plan()):
            raise duckdb.BinderException("Binder Error: no such column")

    with pytest.raises(duckdb.BinderException):
        fail()


def machine(root: Path, files: dict[str, str]) -> Path:
    """The files in which a system tells of its memory."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


AVAILABLE = {"proc/meminfo": "MemTotal:  8000000 kB\nMemFree:  10 kB\nMemAvailable:  4000000 kB\n"}


@pytest.mark.parametrize(
    ("files", "free"),
    [
        ({}, 4_096_000_000),
        (
            {
                "proc/self/cgroup": "0::/user/me\n",
                "sys/fs/cgroup/user/me/memory.max": "max\n",
                "sys/fs/cgroup/user/me/memory.current": "7\n",
                "sys/fs/cgroup/user/memory.max": "900\n",
                "sys/fs/cgroup/user/memory.current": "600\n",
                "sys/fs/cgroup/user/memory.stat": "anon 5\ninactive_file 100\n",
            },
            400,
        ),
        (
            {
                "proc/self/cgroup": "0::/\n",
                "sys/fs/cgroup/memory.max": "900\n",
                "sys/fs/cgroup/memory.current": "1200\n",
            },
            0,
        ),
        (
            {
                "proc/self/cgroup": "4:memory:/docker/x\n1:cpu:/\n",
                "sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": "1000\n",
                "sys/fs/cgroup/memory/docker/x/memory.usage_in_bytes": "700\n",
                "sys/fs/cgroup/memory/docker/x/memory.stat": "inactive_file 1\ntotal_inactive_file 50\n",
            },
            350,
        ),
        (
            {
                "proc/self/limits": "Max stack size  8 8 bytes\nMax address space  5000000  unlimited  bytes\n",
                "proc/self/status": "VmPeak: 9 kB\nVmSize:    4000 kB\n",
            },
            904_000,
        ),
        ({"proc/self/limits": "Max address space  unlimited  unlimited  bytes\n"}, 4_096_000_000),
    ],
    ids=["machine", "cgroup v2 above", "nothing left", "cgroup v1", "ulimit", "no limit"],
)
def test_what_is_free_is_what_the_strictest_leaves(tmp_path: Path, files: dict[str, str], free: int) -> None:
    assert free_memory(machine(tmp_path, AVAILABLE | files)) == free


def test_a_system_that_tells_nothing_is_asked_for_its_size(tmp_path: Path) -> None:
    assert free_memory(tmp_path) > 0


@pytest.mark.parametrize(
    ("size", "least", "expected"),
    [(0, LEAN, LEAN), (100 * MB, USUAL, USUAL), (4_000 * MB, LEAN, 500 * MB), (400_000 * MB, USUAL, None)],
)
def test_the_allowance_follows_the_database_up_to_half_of_what_is_free(
    tmp_path: Path, size: int, least: int, expected: int | None
) -> None:
    path = tmp_path / "chats.duckdb"
    with path.open("wb") as file:
        file.truncate(size)
    told = allowance(path, least)
    assert told == expected if expected else least <= told < size // 8
