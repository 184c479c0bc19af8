"""Keep pyarrow from importing pandas in processes of our own: time and memory that nothing here needs."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


def hide_pandas() -> None:
    """Let pyarrow believe that pandas is not installed: where it is, its first array would import it.

    That takes a quarter of a second and 60 MB in each process, and nothing here uses it. Only for processes that
    are wholly ours: pyarrow asks once, so that it stays without pandas until the process ends.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(hidden)


class _Hidden(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name=fullname)
        return None
