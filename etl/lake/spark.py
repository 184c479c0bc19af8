"""Spark: a lake's tasks on the cores of a cluster, and a session that has the views over a lake.

Who may run, tries again and gives up is Spark's to say; a task is the same function as on this machine.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from etl.errors import EtlError
from etl.lake.generation import folder
from etl.lake.here import Runner
from etl.lake.load import Runners
from etl.warehouse.memory import LEAN, free_memory

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
AS_VIEWS_NEED = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}
"""Settings of a session that makes views; Spark keeps them with each view, so that any session may read it."""

_SAME_MACHINE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


class Cluster:
    """The cores that a Spark context has, wherever they are.

    Executors run the Python of PYSPARK_PYTHON, else that of this process; this program must be installed there.
    """

    processes = 1

    def __init__(self, context: Any) -> None:
        self._context = context
        self.jobs = int(context.defaultParallelism)
        # Executors may come later, and more of them to a machine than this one has cores.
        self.memory = max(LEAN, free_memory() // 2 // max(self.jobs, os.cpu_count() or 1))

    def map(self, function: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """See Runner. A task that was lost with its executor is tried again; one the user can mend is not."""
        if not tasks:
            return
        for result, error in self._context.parallelize(tasks, len(tasks)).map(partial(_tried, function)).collect():
            if error is not None:
                raise error
            yield result


def runners(master: str | None) -> Runners:
    """What makes a runner on a cluster: that of the address, else of Spark's settings, else on all cores here.

    Raises ImportError where PySpark is not installed, and EtlError where there is no Java.
    """
    from pyspark import SparkConf, SparkContext

    _find_java()

    @contextmanager
    def begun(_: int, __: int) -> Iterator[Runner]:
        settings = SparkConf().setAll(list(_settings(master).items()))
        with _started(lambda: SparkContext(conf=settings), master) as context:
            yield Cluster(context)

    return begun


@contextmanager
def session(lake: Path, master: str | None = None) -> Iterator[Any]:
    """A session as views need it, whose catalog keeps them.

    That is the catalog of Spark's settings where there are some, else own_catalog(), which one session at a time can
    use.

    Raises ImportError where PySpark is not installed, and EtlError where there is no Java or Spark does not start.
    """
    from pyspark.sql import SparkSession

    _find_java()
    place = own_catalog(lake)
    settings = _settings(master) | AS_VIEWS_NEED | (_in_derby(folder(place)) if place else {})
    builder = SparkSession.builder.config(map=settings)
    with _started(builder.getOrCreate, master) as begun:
        yield begun


def own_catalog(lake: Path) -> Path | None:
    """The folder of a lake's own catalog; None where SPARK_CONF_DIR or SPARK_HOME tells that Spark is set up here."""
    return None if _is_set_up() else lake.resolve() / "spark"


def _tried(function: Callable[[_Task], _Result], task: _Task) -> tuple[_Result | None, EtlError | None]:
    try:
        return function(task), None
    except EtlError as error:
        return None, error


def _settings(master: str | None) -> dict[str, str]:
    """What Spark has to know from us. The rest is what its own settings say."""
    address = master or (None if _is_set_up() else "local[*]")
    chosen = {"spark.app.name": "chatlake", "spark.executorEnv.PYTHONSAFEPATH": "1", **_QUIET}
    if address:
        chosen["spark.master"] = address
        if address.startswith("local"):
            chosen |= _SAME_MACHINE
    return chosen


def _in_derby(path: Path) -> dict[str, str]:
    derby = f"jdbc:derby:;databaseName={path / 'metastore'};create=true"
    return {
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": str(path / "warehouse"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": derby,
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={path} -Dderby.stream.error.file={path / 'derby.log'}",
    }


def _is_set_up() -> bool:
    """Has somebody said how Spark is to be used here?"""
    return bool(os.environ.get("SPARK_CONF_DIR") or os.environ.get("SPARK_HOME"))


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        place = f"in JAVA_HOME, {home}" if home else "here"
        raise EtlError(
            f"Spark needs Java, and there is none {place}: install Java 17, or say in JAVA_HOME where it is."
        )


@contextmanager
def _started(start: Callable[[], Any], master: str | None) -> Iterator[Any]:
    """What was started, until it is stopped, with our Python for its tasks and files for their owner alone."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    # Else the Python of a task looks for modules in the folder it runs in, and might find a stranger's.
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    before = os.umask(0o077)
    try:
        begun = start()
    except (Py4JError, PySparkException) as error:
        raise EtlError(f"Spark did not start{f' with {master}' if master else ''}; it says above why.") from error
    finally:
        os.umask(before)
    try:
        yield begun
    finally:
        begun.stop()
