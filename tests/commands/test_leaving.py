"""The end of the process: all is said and done, but no memory is tidied up."""

import subprocess
import sys

from tests.conftest import ROOT

_SETTING = """
import atexit, sys, threading, time
from etl.__main__ import run

class Held:
    def __del__(self):
        sys.stderr.write("freed ")

held = Held()
atexit.register(lambda: sys.stderr.write("registered "))
sys.argv = ["etl", *sys.argv[1:]]
"""
_THREAD = """
def last():
    time.sleep(0.5)
    sys.stderr.write("thread ")

threading.Thread(target=last).start()
"""


def _run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"{_SETTING}{code}\nrun()", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_process_ends_with_its_output_written_and_its_memory_as_it_is() -> None:
    done = _run("", "--version")
    assert done.stdout.startswith("chatlake")
    assert (done.returncode, done.stderr) == (0, "registered ")


def test_the_exit_status_is_the_commands() -> None:
    done = _run("", "no-such-command")
    assert done.returncode == 2
    assert "no-such-command" in done.stderr


def test_a_thread_at_work_is_waited_for() -> None:
    done = _run(_THREAD, "--version")
    assert (done.returncode, done.stderr) == (0, "thread registered freed ")


def test_an_error_of_ours_keeps_its_traceback() -> None:
    done = _run("import etl.__main__\netl.__main__.main = lambda: 1 / 0")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
