"""Keep pyarrow from importing pandas and numpy in processes of our own: time and memory that nothing here needs."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


def hide_pandas() -> None:
    """Let pyarrow believe that pandas and numpy are not installed: where they are, it would import them.

    Pandas takes a quarter of a second and 60 MB in each process, numpy a twentieth of a second, and nothing here uses
    them. Only for processes that are wholly ours: pyarrow asks once, so that it stays without them until the process
    ends.
    """
    if "pandas" in sys.modules:
        return
    try:
        _import_without("pandas", "numpy")
    except ImportError:
        # Before its version 18 pyarrow cannot do without numpy.
        for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
            del sys.modules[name]
        _import_without("pandas")


def _import_without(*names: str) -> None:
    hidden = _Hidden(names)
    sys.meta_path.insert(0, hidden)
    try:
        import pyarrow as pa

        pa.array([])
    finally:
        sys.meta_path.remove(hidden)


class _Hidden(MetaPathFinder):
    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in self._names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None
