"""The notebook, as its source makes it, and executed over a database."""

import json
import warnings
from itertools import islice
from pathlib import Path
from typing import Any

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.reporting import notebook
from tests.conftest import ROOT

SOURCE = ROOT / "queries" / "usage.py"
MADE = ROOT / "queries" / "usage.ipynb"


def made() -> str:
    """What queries/usage.ipynb has to be: the cells of queries/usage.py, without outputs, their ids in order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jupytext  # type: ignore[import-untyped]
        import nbformat

    document = jupytext.reads(SOURCE.read_text("utf-8"), fmt="py:percent")
    for number, cell in enumerate(document.cells, 1):
        cell["id"] = f"cell-{number:02}"
    document.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return str(nbformat.writes(document)) + "\n"  # type: ignore[no-untyped-call]


def loaded(folder: Path, *samples: str) -> Path:
    """A database of some samples."""
    path = folder / "chats.duckdb"
    load([ROOT / "samples" / sample for sample in samples], Options(path, zone="Europe/Zurich"), lambda *_: None)
    return path


def cell(code: str) -> dict[str, Any]:
    """A cell of code that was not executed yet."""
    return {"cell_type": "code", "execution_count": None, "id": "test", "metadata": {}, "outputs": [], "source": code}


def executed(database: Path, code: str) -> list[dict[str, Any]]:
    """What the notebook's cells show over a database, and at the end a cell of the test's."""
    document = notebook.load(database)
    cells = notebook.run({**document, "cells": [*document["cells"], cell(code)]})["cells"]
    return [output for cell in cells for output in cell.get("outputs", ())]


def executed_over(*databases: Path) -> list[list[dict[str, Any]]]:
    """What the notebook's cells show over each database: one kernel, in which every run begins without a name."""
    documents = [notebook.load(database) for database in databases]
    cells = [each for document in documents for each in (cell("%reset -f"), *document["cells"])]
    numbered = [{**each, "id": f"cell-{place}"} for place, each in enumerate(cells)]
    ran = iter(notebook.run({**documents[0], "cells": numbered})["cells"])
    parts = [list(islice(ran, 1 + len(document["cells"]))) for document in documents]
    return [[output for each in part for output in each.get("outputs", ())] for part in parts]


def told(outputs: list[dict[str, Any]]) -> Any:
    """The JSON that the test's cell printed."""
    return json.loads(outputs[-1]["text"])


def complaints(outputs: list[dict[str, Any]]) -> list[str]:
    """Warnings and errors among what cells show."""
    return [str(output) for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]


def pictures(outputs: list[dict[str, Any]]) -> int:
    return sum("image/png" in output.get("data", ()) for output in outputs)
