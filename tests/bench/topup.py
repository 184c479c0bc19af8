"""What a small load into a large database costs: python -m tests.bench.topup --millions 0.1 1 5 [--folder DIR]

Adds 1 MB to databases of so many million messages: real rows of ChatGPT, Claude and two kinds of logs, copied under new
ids for 44 accounts. The databases are made once, in ``--folder``. Says CPU and wall seconds, and the most memory that
all processes had together, and before all what the same load costs into no database. What an older version of the
program derived is derived anew by a load before, which is not measured.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from etl.warehouse.file import attach_staged, connect
from tests.bench import generate_claude
from tests.bench.load import export_of
from tests.bench.memory import Run, run
from tests.conftest import ROOT

_ACCOUNTS = 22
"""Accounts of each provider."""


def benchmark(millions: Sequence[float], mb: float, folder: Path, seed: int) -> Iterator[str]:
    """Measure, and say it in lines."""
    before, export = export_of(mb, seed + 1), export_of(mb, seed + 2)
    yield f"{'messages':>12}{'file MB':>10}{'CPU s':>10}{'wall s':>10}{'RSS MB':>10}{'PSS MB':>10}"
    for size in (0, *millions):
        source = database(size, folder, seed) if size else None
        with tempfile.TemporaryDirectory(dir=folder) as name:
            path = Path(name) / "chats.duckdb"
            if source:
                shutil.copyfile(source, path)
                _load([before], path)
            found = _load([export], path)
            yield f"{size * 1e6:>12,.0f}{path.stat().st_size / 1e6:>10.0f}" + _told(found)


def database(millions: float, folder: Path, seed: int) -> Path:
    """A database of that many million messages, made where it is not there yet."""
    path = folder / f"topup-{millions:g}m-seed{seed}.duckdb"
    if not path.exists():
        partial = path.with_suffix(".partial")
        shutil.copyfile(_small(folder, seed), partial)
        with closing(connect(folder / "spill", 2_000_000_000)) as connection:
            attach_staged(connection, partial, "chats", is_new=False)
            connection.execute("use chats")
            _multiply(connection, int(millions * 1e6))
            connection.execute("checkpoint chats")
        partial.replace(path)
    return path


def _small(folder: Path, seed: int) -> Path:
    """The database whose rows are copied."""
    path = folder / f"topup-small-seed{seed}.duckdb"
    if not path.exists():
        logs = [path for kind in ("claude_code", "codex") for path in sorted((ROOT / "samples" / kind).iterdir())]
        _load([export_of(30, seed)], path)
        _load([export_of(12, seed, "claude", generate_claude.generate)], path)
        _load(logs, path)
    return path


def _multiply(connection: duckdb.DuckDBPyConnection, messages: int) -> None:
    """Copy what belongs to conversations, under other accounts, conversations and revisions."""
    found = connection.execute(
        "select table_name, list(column_name) from duckdb_columns() where database_name = 'chats' "
        "and schema_name = 'core' group by all having list_contains(list(column_name), 'revision')"
    ).fetchall()
    (stored,) = connection.execute("select count(*) from core.messages").fetchone() or (0,)
    for table, _ in found:
        connection.execute(f"create temp table {table}_once as from core.{table}")
    for number in range(1, messages // stored):
        for table, columns in found:
            kept = ", ".join(f"{_NEW[name]} as {name}" for name in columns if name in _NEW)
            copied = f"select * replace ({kept}) from {table}_once"
            connection.execute(f"insert into core.{table} {copied}", _named(copied, number))


_NEW = {
    "account_id": f"account_id || '-' || ($copy % {_ACCOUNTS})",
    "conversation_id": "conversation_id || '-' || $copy",
    "usage_id": "usage_id || '-' || $copy",
    "revision": "((revision >> 44) << 34) + (revision & ((1::bigint << 34) - 1)) + ($copy::bigint << 36)",
    "raw_hash": "unhex(md5(hex(raw_hash) || $copy))",
}
"""What makes a copy another conversation; its revisions grow with the rows, as if one load had brought all copies."""


def _named(statement: str, copy: int) -> dict[str, int]:
    return {"copy": copy} if "$copy" in statement else {}


def _load(exports: Sequence[Path], database: Path) -> Run:
    command = ("-m", "tests.bench.plain", "load", *map(str, exports), "--db", str(database), "--timezone", "UTC")
    return run((sys.executable, *command), watch=True)


def _told(found: Run) -> str:
    return f"{found.cpu:>10.2f}{found.seconds:>10.2f}{found.rss / 1e6:>10.0f}{found.pss / 1e6:>10.0f}"


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--millions", type=float, nargs="+", default=[0.1, 1, 5], help="messages of the databases")
    parser.add_argument("--mb", type=float, default=1, help="megabytes of JSON that are added")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "etl-bench")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for line in benchmark(**vars(options)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
