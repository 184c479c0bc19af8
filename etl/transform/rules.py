"""Which rules turn exports into rows: other ones, and every export is read anew."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from etl.rows.types import Assumption
from etl.transform.providers.registry import Registry

RULES = "7"
"""The version of everything that turns an export into rows: a new one makes every export be read anew."""


def rules(assumed: Mapping[str, Sequence[Assumption]], providers: Registry) -> str:
    """The version of what turns an export into rows.

    Other assumed models, or the extra ``claude``, count otherwise; other packages, or versions of them, read otherwise.
    """
    known = [RULES, *(["ctok"] if find_spec("ctok") else []), *map(str, sorted(assumed.items()))]
    return " ".join([*known, *(f"{package.name}=={package.version}" for package in providers.packages)])
