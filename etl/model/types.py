"""Types that the rows are made of."""

from typing import NewType

Micros = NewType("Micros", int)
"""Microseconds since 1970-01-01T00:00:00 UTC."""

Raw = dict[str, object]
"""One conversation as parsed from an export, untouched."""
