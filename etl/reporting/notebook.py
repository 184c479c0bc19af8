"""The notebook queries/usage.ipynb: copied to where the user wants it, executed, and written as one HTML page."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from etl import assets
from etl.errors import SettingError
from etl.files import whole
from etl.reporting import extras
from etl.reporting.reports.connection import connect

_PARAMETERS = "parameters"
"""The tag of the cell that says where the database is; other tools that fill in notebooks know it too."""
_NEEDED = ("ipykernel", "matplotlib", "nbclient", "nbconvert", "pandas")
_PROGRAMS = ("jupyterlab", "notebook")
_TEMPLATE = Path(__file__).parent / "notebook.html.j2"


def load(database: Path) -> dict[str, Any]:
    """The notebook that comes with the program, as JSON, its parameters set to a database's absolute path.

    Raises DatabaseError if there is no such database, or it cannot be read.
    """
    connect(database).close()
    document: dict[str, Any] = json.loads(assets.notebook().read_text("utf-8"))
    for cell in document["cells"]:
        if _PARAMETERS in cell["metadata"].get("tags", ()):
            # What JSON writes for a text is what Python reads.
            cell["source"] = [f"DATABASE = {json.dumps(str(database.absolute()), ensure_ascii=False)}"]
    return document


def run(document: dict[str, Any]) -> dict[str, Any]:
    """Execute a notebook in a kernel of this very Python, and give it back with what its cells show.

    Raises SettingError if the libraries for it are not installed, or the kernel dies.
    """
    if missing():
        raise SettingError(missing())
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError
    from nbformat import NO_CONVERT, reads

    notebook = reads(json.dumps(document), NO_CONVERT)  # type: ignore[no-untyped-call]
    # Connection files and sockets lie here: of a short name, as sockets need, and closed to other users.
    with tempfile.TemporaryDirectory(prefix="etl-", ignore_cleanup_errors=True) as folder, warnings.catch_warnings():
        # Of the libraries in between, and about their own plans.
        warnings.simplefilter("ignore")
        client = NotebookClient(
            notebook,
            km=_kernel(Path(folder)),
            timeout=None,
            resources={"metadata": {"path": folder}},
            log=_silent(),
        )
        # The user's own start files could change what cells show, and nothing is to be left in their folder.
        surroundings = {**os.environ, "IPYTHONDIR": folder}
        try:
            client.execute(cleanup_kc=True, env=surroundings, stderr=subprocess.DEVNULL)
        except BaseException as error:
            if hasattr(client, "_async_cleanup_kernel_future"):
                # At Ctrl-C the client ends the kernel by itself, and then stumbles over its absence in several ways.
                raise KeyboardInterrupt from error
            if isinstance(error, DeadKernelError):
                raise SettingError("The notebook's kernel died; memory may have run out.") from error
            raise
    return dict(notebook)


def page(document: dict[str, Any]) -> str:
    """An executed notebook as one HTML page: text, tables and pictures, the code folded away.

    It asks nothing of any other place: its pictures are inside it, and it has no script.
    """
    from jinja2 import DictLoader
    from nbconvert.exporters import HTMLExporter
    from nbformat import from_dict
    from pygments.formatters import HtmlFormatter

    templates = _templates()
    exporter: Any = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        template_file=_TEMPLATE.name,
        extra_template_basedirs=templates,
        extra_template_paths=templates,
        extra_loaders=[DictLoader({_TEMPLATE.name: _TEMPLATE.read_text("utf-8")})],
        exclude_anchor_links=True,
    )
    colours = HtmlFormatter().get_style_defs(".highlight")
    notebook = from_dict({**document, "cells": [_calm(cell) for cell in document["cells"]]})  # type: ignore[no-untyped-call]
    body, _ = exporter.from_notebook_node(notebook, resources={"etl": {"colours": colours}})
    return str(body)


def save(text: str, target: Path, force: bool) -> None:
    """Write a notebook or a page, mode 0600, whole or not at all.

    Raises SettingError where there is a file of that name and ``force`` is not given, EtlError if it cannot be written.
    """
    demand(target, force)
    with whole(target) as stream:
        stream.write(text.encode())


def demand(target: Path, force: bool) -> None:
    """Raises SettingError where a file would be overwritten, or its folder is missing."""
    if target.exists() and not force:
        raise SettingError(f"There is a {target} already; replace it with --force, or choose another name.")
    if not target.parent.is_dir():
        raise SettingError(f"There is no folder {target.parent}; make it first.")


def missing() -> str:
    """The sentence that tells how to install what the notebook needs; empty where everything is there."""
    if all(find_spec(name) for name in _NEEDED):
        return ""
    return f"The notebook needs libraries more: {extras.command('notebook')}"


def jupyter() -> list[str]:
    """The command that opens a notebook in Jupyter Lab or Notebook, but for the file; empty where there is neither."""
    for name in _PROGRAMS:
        if find_spec(name):
            return [sys.executable, "-m", name]
    return []


def _templates() -> list[str]:
    """Where nbconvert's templates lie: it looks beside the running Python, but may belong to one below it."""
    files = distribution("nbconvert").files or ()
    return [str(Path(file.locate()).resolve().parents[1]) for file in files if file.match("templates/basic/conf.json")]


def _kernel(folder: Path) -> Any:
    """A kernel of the running Python, whatever kernels the user has registered under its name."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    kernel = AsyncKernelManager(kernel_spec_manager=specs, connection_file=str(folder / "kernel.json"))
    if sys.platform != "win32":
        # Sockets in our folder: on a port, every user of the machine could listen.
        kernel.transport = "ipc"
        kernel.ip = str(folder / "kernel")
    return kernel


def _silent() -> logging.Logger:
    """What the client says of its own work is nothing for a user."""
    log = logging.getLogger("etl.reporting.notebook")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return log


def _calm(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell without what libraries say on stderr, as that a cache of fonts is being made."""
    outputs = [output for output in cell.get("outputs", ()) if output.get("name") != "stderr"]
    return {**cell, "outputs": outputs} if "outputs" in cell else cell
