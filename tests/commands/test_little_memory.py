"""Commands outside of a build where memory runs out: one sentence, and no traceback."""

import errno
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl.errors import DatabaseError, QueryError
from etl.warehouse.memory import is_out_of_memory
from tests.conftest import PATIENCE

_CHILD = """
import re, resource, sys
from pathlib import Path
import duckdb
from etl.commands.cli import main
taken = int(re.search(r"VmSize:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (taken + int(sys.argv[1]) * 1_000_000,) * 2)
main(sys.argv[2:])
"""
SENTENCE = (
    r"Error: Memory ran out, [\d,]+ MB are free to this program; close others, or allow it more, and run the same "
    r"again\.\n"
)
COMMANDS = {
    "a report": ["report", "overview"],
    "pages": ["export", "conversations", "-o", "{folder}/pages"],
    "a view": ["export", "messages", "--format", "parquet", "-o", "{folder}/x.parquet"],
    "the doctor": ["doctor"],
}


_ABORTED = 127
"""What the C library itself ends a program with, where it cannot give a new thread its own variables."""


@pytest.mark.skipif(duckdb.__version__.startswith("1."), reason="DuckDB 1.x crashes itself where memory is wanting")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("name", COMMANDS)
def test_what_finds_too_little_memory_says_so_in_one_sentence(name: str, demo_database: Path, tmp_path: Path) -> None:
    typed = [part.format(folder=tmp_path) for part in COMMANDS[name]]
    for megabytes in ("24", "12", "48"):
        command = [sys.executable, "-c", _CHILD, megabytes, *typed, "--db", str(demo_database)]
        found = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        if found.returncode != _ABORTED:
            break
    assert (found.returncode, found.stdout) == (1, "")
    assert re.fullmatch(SENTENCE, found.stderr), found.stderr
    assert not [path.name for path in tmp_path.rglob("*") if path.is_file()]


def _led_to_by(cause: BaseException) -> Exception:
    error = QueryError("The report cannot be read.")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (OSError("realloc of size 65536 failed"), True),
        (pa.ArrowMemoryError("malloc of size 64 failed"), True),
        (duckdb.OutOfMemoryException("Out of Memory Error: Allocation failure"), True),
        (duckdb.IOException("ZSTD Decompression failed: Allocation error : not enough memory"), True),
        (duckdb.TransactionException("Failed to commit: could not allocate block of size 32.0 KiB"), True),
        (ImportError("libparquet.so.2600: failed to map segment from shared object"), True),
        (RuntimeError("can't start new thread"), True),
        (_led_to_by(duckdb.OutOfMemoryException("Out of Memory Error: failed to pin block")), True),
        (DatabaseError("A sentence that tells of what is out of memory."), False),
        (ValueError("out of memory"), False),
        (duckdb.IOException("No space left on device"), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
    ],
)
def test_it_is_known_by_whatever_error_it_comes(error: Exception, is_so: bool) -> None:
    assert is_out_of_memory(error) == is_so
