"""etl notebook: the notebook over the views, copied for the user, or executed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click

from etl.commands.options import database_option

_PATH = click.Path(path_type=Path)
_NAME = Path("usage.ipynb")


@click.command("notebook")
@database_option
@click.option("--output", "-o", type=_PATH, help="The copy  [default: usage.ipynb here].")
@click.option("--force", is_flag=True, help="Replace a file of that name.")
@click.option("--no-open", "is_quiet", is_flag=True, help="Do not open it in Jupyter.")
@click.option("--run", "is_run", is_flag=True, help="Execute it, so that the copy holds what it shows.")
@click.option("--html", "html", type=_PATH, help="Execute it, and write that as one HTML page instead of a copy.")
def command(database: Path, output: Path | None, force: bool, is_quiet: bool, is_run: bool, html: Path | None) -> None:
    """Copy the notebook, pointing at your database, and open it in Jupyter where that is installed.

    With --run --html FILE it is executed, and written as one HTML page that needs no network.
    """
    from etl.reporting import notebook

    copy = None if html and not output else output or _NAME
    targets = [path for path in (copy, html) if path]
    for path in targets:
        notebook.demand(path, force)
    document = notebook.load(database)
    if is_run or html:
        document = notebook.run(document)
    if html:
        notebook.save(notebook.page(document), html, force)
    if copy:
        notebook.save(json.dumps(document, indent=1, ensure_ascii=False) + "\n", copy, force)
    for path in targets:
        click.echo(path)
    if copy and not (is_run or html):
        _open(copy, is_quiet)


def _open(copy: Path, is_quiet: bool) -> None:
    """In Jupyter, where a person sits at a terminal; else say how."""
    from etl.reporting import extras
    from etl.reporting.notebook import jupyter, missing

    program = jupyter()
    if program and not is_quiet and sys.stdin.isatty() and sys.stdout.isatty():
        subprocess.run([*program, str(copy)], check=False)
        return
    if missing():
        click.echo(missing(), err=True)
    if not is_quiet:
        how = f"jupyter lab {copy}" if program else f"{extras.install('jupyterlab')}, then: jupyter lab {copy}"
        click.echo(f"Open it with: {how}", err=True)
