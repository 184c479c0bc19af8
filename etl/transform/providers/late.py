"""What of a provider is imported when it is first asked for: of most a load only asks whether they know a thing."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation

Flatten = Callable[[Raw], Flat]
Expect = Callable[[Raw], Expectation | None]


def late(package: str) -> tuple[Flatten, Expect]:
    """``flatten`` of a package's module conversation and ``expected`` of its module expectation."""
    return _function(f"{package}.conversation", "flatten"), _function(f"{package}.expectation", "expected")


def _function(module: str, name: str) -> Callable[[Raw], Any]:
    @cache
    def found() -> Callable[[Raw], Any]:
        function: Callable[[Raw], Any] = getattr(import_module(module), name)
        return function

    return lambda raw: found()(raw)
