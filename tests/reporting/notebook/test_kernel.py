"""The kernel that executes the notebook: this Python's own, and gone when it is done, interrupted or dead."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("nbclient")

from etl.errors import SettingError
from etl.reporting.notebook import load, run
from tests.conftest import PATIENCE
from tests.reporting.notebook.notebook_cases import cell, loaded


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(tmp_path_factory.mktemp("kernel"), "chatgpt/branches.json")


def test_a_kernel_that_the_user_registered_is_not_taken(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    wrong = {"argv": ["/there/is/no/such/python"], "display_name": "Python 3", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(wrong), "utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    document = {**load(demo), "cells": [cell("import sys; print(sys.executable)")]}
    (ran,) = run(document)["cells"]
    assert ran["outputs"][0]["text"].strip() == sys.executable


def test_what_the_user_set_up_for_ipython_is_neither_used_nor_added_to(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = tmp_path / "profile_default" / "startup"
    start.mkdir(parents=True)
    (start / "mine.py").write_text("print('mine')", "utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    (ran,) = run({**load(demo), "cells": [cell("x = 1")]})["cells"]
    assert ran["outputs"] == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mine.py"]


def test_a_kernel_that_dies_is_one_sentence(demo: Path) -> None:
    with pytest.raises(SettingError, match="kernel died"):
        run({**load(demo), "cells": [cell("import os; os._exit(1)")]})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_ends_the_kernel_and_leaves_nothing(demo: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "etl", "notebook", "--db", str(demo), "--html", str(tmp_path / "usage.html")]
    places = {"TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env={**os.environ, **places}, stderr=subprocess.PIPE, text=True) as running:
        while not list(tmp_path.glob("etl-*/kernel-*")):
            assert running.poll() is None
            time.sleep(0.05)
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=PATIENCE)
    assert (running.returncode, said) == (130, "Stopped; the database is as it was.\n")
    assert list(tmp_path.iterdir()) == []
