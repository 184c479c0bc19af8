"""Spark for tests: its settings below a folder of the test, and a cluster of two workers on 127.0.0.1."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from tests.conftest import PATIENCE, ROOT

_SETTINGS = """
spark.local.dir {place}/local
spark.sql.warehouse.dir {place}/warehouse
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.extraJavaOptions -Djava.io.tmpdir={place} -Dderby.system.home={place}
spark.executor.memory 512m
spark.executorEnv.PYTHONPATH {root}
spark.sql.shuffle.partitions 1
spark.sql.codegen.wholeStage false
"""
_WORKERS = 2


def settings(place: Path) -> dict[str, str]:
    """An environment in which Spark keeps to a folder and to 127.0.0.1."""
    (place / "conf").mkdir(parents=True)
    (place / "local").mkdir()
    (place / "conf" / "spark-defaults.conf").write_text(_SETTINGS.format(place=place, root=ROOT))
    own = {"SPARK_CONF_DIR": str(place / "conf"), "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **own}


def need_java() -> None:
    """Skip where there is no Spark, or no Java for it."""
    pytest.importorskip("pyspark.core.context", reason="needs PySpark: pip install '.[spark]'")
    if shutil.which("java") is None:
        pytest.skip("needs Java 17")


@contextmanager
def cluster(place: Path, environment: dict[str, str]) -> Iterator[tuple[str, Sequence[psutil.Process]]]:
    """The address of a master, and its two workers; what they start dies with them."""
    import pyspark

    home = str(Path(pyspark.__file__).parent)
    env = environment | {"SPARK_HOME": home}
    start = [f"{home}/bin/spark-class"]
    with ExitStack() as ends:

        def begin(name: str, *arguments: str) -> tuple[psutil.Process, Path]:
            log = place / f"{name}.log"
            with log.open("wb") as stream:
                process = subprocess.Popen(
                    [*start, *arguments], env=env, stdout=stream, stderr=stream, cwd=place, start_new_session=True
                )
            ends.callback(kill, process.pid)
            return psutil.Process(process.pid), log

        common = ("--host", "127.0.0.1", "--webui-port", "0")
        _, log = begin("master", "org.apache.spark.deploy.master.Master", *common, "--port", "0")
        address = _said(log, r"(spark://127\.0\.0\.1:\d+)")
        limits = ("--cores", "1", "--memory", "1g", "--work-dir", str(place / "work"))
        names = [f"worker-{number}" for number in range(_WORKERS)]
        begun = [begin(name, "org.apache.spark.deploy.worker.Worker", *common, *limits, address) for name in names]
        for _, log in begun:
            _said(log, "(Successfully registered)")
        yield address, [process for process, _ in begun]


def at_work(workers: Sequence[psutil.Process], folder: Path) -> psutil.Process | None:
    """A worker below which a process has a file open in a folder."""
    for worker in workers:
        for process in worker.children(recursive=True):
            try:
                if any(Path(file.path).is_relative_to(folder) for file in process.open_files()):
                    return worker
            except psutil.Error:
                continue
    return None


def kill(group: int) -> None:
    """Kill a process and all that it started, as a machine that loses its power does."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _said(log: Path, pattern: str) -> str:
    for _ in range(int(PATIENCE * 10)):
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"{log.name} does not say {pattern}")
