"""etl load: exports in, one database file out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.commands.load_lake import lake_database, load_into
from etl.commands.options import agent_options, database_option, every_option, of_lake
from etl.errors import EtlError, ExportError
from etl.reporting.controls import on_one_line

if TYPE_CHECKING:
    from etl.pipeline.options import Options


@click.command("load")
@click.argument("exports", nargs=-1, type=click.Path(path_type=Path))
@database_option
@click.option("--account", help="A name for whose export this is, when the export does not say.")
@click.option(
    "--accounts", type=click.Path(path_type=Path), help="A CSV file that says whose exports are: path,account."
)
@click.option("--account-from", type=click.Choice(("folder",)), help="Name accounts by the folders the exports lie in.")
@click.option("--timezone", "zone", help="Your time zone, for days and hours: Europe/Zurich.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes  [default: one a core].")
@click.option("--parquet", type=click.Path(path_type=Path), help="Write Parquet files here instead of a database.")
@click.option(
    "--lake", type=click.Path(path_type=Path), callback=of_lake, help="Load into this folder, a lake for many people."
)
@click.option(
    "--engine",
    type=click.Choice(("here", "spark")),
    default="here",
    help="With --lake: who does the work, this machine or a cluster of Spark.",
)
@click.option("--master", help="With --engine spark: the address of the cluster.")
@click.option("--no-text", "keep_text", flag_value=False, default=True, help="Store numbers, but no message's words.")
@click.option("--no-search", "searchable", flag_value=False, default=True, help="Make no index of the words.")
@click.option("--assume-claude-model", "claude_model", help="The model that answered in Claude's chats; remembered.")
@click.option("--provider-package", "packages", multiple=True, help="A package that reads more exports; remembered.")
@click.option("--forget-provider-package", "forgotten", multiple=True, help="Do without such a package again.")
@agent_options
@click.option(
    "--progress",
    "form",
    type=click.Choice(("bar", "json")),
    default="bar",
    help="How to tell on stderr how far it is: json is a line now and then, for programs.",
)
@click.option("--watch", "watched", is_flag=True, help="Load again whenever something changes there, until Ctrl-C.")
@every_option
@click.option("--strict", is_flag=True, help="Exit with status 1 if anything was odd.")
@click.option("--dry-run", is_flag=True, help="Read and count everything, write nothing.")
def command(
    exports: tuple[Path, ...],
    database: Path,
    parquet: Path | None,
    lake: Path | None,
    claude_model: str | None,
    form: str,
    watched: bool,
    seconds: float,
    strict: bool,
    dry_run: bool,
    **chosen: Any,
) -> None:
    """Load exports (zip, folder, .json or .jsonl) into the database.

    Loading the same export again changes nothing; a newer export renews what changed and keeps what it no longer has.
    """
    from etl.pipeline.lean_arrow import lean_arrow

    workers = chosen.pop("engine"), chosen.pop("master")
    _refuse_mixed(watched, parquet, lake, workers, strict, dry_run)
    found = _chosen(exports, chosen)
    lean_arrow()
    database = lake_database(lake, claude_model) if lake else database
    from etl.pipeline.options import Options
    from etl.state import assumptions

    if claude_model:
        (assumptions.check if dry_run else assumptions.assume_always)(database, "claude", claude_model)
    options, is_odd = Options(database, by_folder=chosen.pop("account_from") == "folder", **chosen), False
    if watched:
        _watch(found, options, form, seconds)
    elif lake:
        is_odd = load_into(lake, found, options, workers, form, _tell)
    elif parquet or dry_run:
        is_odd = _rehearse(found, options, None if dry_run else parquet, form)
    else:
        is_odd = _load(found, options, form)
    if strict and is_odd:
        raise SystemExit(1)


def _refuse_mixed(
    watched: bool, parquet: Path | None, lake: Path | None, workers: tuple[str, str | None], strict: bool, dry: bool
) -> None:
    """Raise UsageError where options do not go together."""
    if watched and (parquet or lake or strict or dry):
        raise click.UsageError("--watch loads into a database; leave out --parquet, --lake, --dry-run and --strict.")
    if lake and (parquet or dry):
        raise click.UsageError("--lake is a place of its own; leave out --parquet and --dry-run.")
    if not lake and workers != ("here", None):
        raise click.UsageError("--engine and --master say who loads into a lake; give its folder with --lake.")
    if workers[0] == "here" and workers[1] is not None:
        raise click.UsageError("--master is the address of a cluster; say which kind: --engine spark.")


def _chosen(exports: tuple[Path, ...], chosen: dict[str, Any]) -> tuple[Path, ...]:
    """The exports given, and the folders of the agents that were chosen; of ``chosen`` only other options are left."""
    names, is_any = chosen_agents(chosen)
    return asked(exports, names, is_any=is_any)


def chosen_agents(chosen: dict[str, Any]) -> tuple[list[str], bool]:
    """The agents that were named among the options, which are taken out, and whether any will do, as all were."""
    from etl.pipeline.log_folders import PROGRAMS

    named = [name for name in PROGRAMS if chosen.pop(name)]
    return ([*PROGRAMS], True) if chosen.pop("agents") else (named, False)


def asked(
    exports: tuple[Path, ...], names: Sequence[str], then: str = "etl load FOLDER", *, is_any: bool = False
) -> tuple[Path, ...]:
    """The exports given, and the folders of the agents of these names; says which of them hold none.

    ``is_any``: of those that have none nothing is said, as long as one has.
    ``then`` is what to type where the logs lie elsewhere. Raises ExportError where none at all does and nothing else
    was given, UsageError where nothing was asked for.
    """
    from etl.pipeline.log_folders import PROGRAMS, find

    programs = [PROGRAMS[name] for name in names]
    if not exports and not programs:
        raise click.UsageError("Missing argument 'EXPORTS...'.")
    found = find(programs, os.environ, Path.home())
    if not exports and not found.folders:
        raise ExportError(f"There are {', and '.join(found.lacking)}; give the folder that holds them: {then}")
    for line in () if is_any else found.lacking:
        click.echo(on_one_line(f"Lacks     {line}"), err=True)
    return (*exports, *found.folders)


def _load(exports: Sequence[Path], options: Options, form: str) -> bool:
    """Load, and say what came of it; was anything odd?"""
    from etl.commands.load_summary import lines
    from etl.commands.progress import progress
    from etl.pipeline.load import load

    with progress(form) as report:
        loaded = load(exports, options, report)
    _tell(lines(loaded, options.database))
    return bool(loaded.intake.issues)


def _watch(exports: Sequence[Path], options: Options, form: str, seconds: float) -> None:
    """Load, then again after each change; what goes wrong with a later load is said once, and tried again."""
    from etl.commands.load_summary import again
    from etl.pipeline.load import load
    from etl.pipeline.watch import follow

    told: list[str] = []

    def once() -> bool:
        if not told:
            _load(exports, options, form)
            told.append(f"Watching  {', '.join(path.name for path in exports)}; Ctrl-C ends it")
            _tell(told)
            return True
        try:
            line, is_done = again(load(exports, options, lambda *_: None)), True
        except EtlError as error:
            line, is_done = f"Error: {error}", False
        if line != told[-1]:
            told[:] = [line]
            _tell(told)
        return is_done

    try:
        follow(exports, once, seconds)
    except KeyboardInterrupt:
        if not told:
            raise
        _tell([f"Stopped watching; what was loaded is in {options.database.name}."])


def _rehearse(exports: Sequence[Path], options: Options, folder: Path | None, form: str) -> bool:
    """The same, past the database: into Parquet files in ``folder``, or only to count."""
    from etl.commands.load_summary import counted
    from etl.commands.progress import progress
    from etl.pipeline.dry_run import rehearse
    from etl.pipeline.parquet import load_parquet

    with progress(form) as report:
        intakes = load_parquet(exports, folder, options, report) if folder else [rehearse(exports, options, report)]
    _tell(counted(intakes, folder))
    return any(intake.issues for intake in intakes)


def _tell(lines: Iterable[str]) -> None:
    """Say what came of a load: a line each, broken where a terminal is narrower."""
    from etl.commands.load_summary import folded

    is_terminal, columns = sys.stderr.isatty(), shutil.get_terminal_size().columns
    for line in map(on_one_line, lines):
        click.echo("\n".join(folded(line, columns)) if is_terminal else line, err=True)
