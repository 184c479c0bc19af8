"""The notebook queries/usage.ipynb: copied to where the user wants it, or executed, or written as one HTML page."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from etl.errors import SettingError

_NEEDED = ("ipykernel", "matplotlib", "nbclient", "nbconvert", "pandas")
_PROGRAMS = ("jupyterlab", "notebook")


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


def missing() -> str:
    """The sentence that tells how to install what the notebook needs; empty where everything is there."""
    if all(find_spec(name) for name in _NEEDED):
        return ""
    return "The notebook needs libraries more: pip install 'chatlake[notebook]'."


def jupyter() -> list[str]:
    """The command that opens a notebook in Jupyter Lab or Notebook, but for the file; empty where there is neither."""
    for name in _PROGRAMS:
        if find_spec(name):
            return [sys.executable, "-m", name]
    return []


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
