"""What of Jupyter is installed beside this program."""

import sys
from importlib.util import find_spec

_NEEDED = ("ipykernel", "matplotlib", "nbclient", "nbconvert", "pandas")
_PROGRAMS = ("jupyterlab", "notebook")


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
