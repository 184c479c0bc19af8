"""Pictures: the size of one in the input of a model -> the tokens that it is billed as."""

import math
from decimal import Decimal
from typing import NamedTuple

LARGEST_EDGE = 65_535
"""Pixels of the longest edge that formats and vendors take. A longer one is a damaged figure, no size."""

_PATCH, _CLAUDE_PATCH, _TILE = 32, 28, 512
_LOW_DETAIL = 512
_MOST_TILES = 8


class ImageRule(NamedTuple):
    """How a model counts a picture: the columns of core.image_rules that the formulas need."""

    method: str
    base: int | None
    per_tile: int | None
    edge: int | None
    budget: int | None
    factor: Decimal | None


def image_tokens(rule: ImageRule, width: int | None, height: int | None) -> tuple[int, int]:
    """The least and the most tokens that a picture of so many pixels is in the input.

    No export says at which detail a picture was sent. The least is low detail: of tiles the base alone, of patches
    the picture fitted into 512 pixels square. The most is the formula at high detail. A model with one detail only
    (method megapixels) has both alike. Of a picture whose size is missing or impossible, the least is what the
    smallest picture is and the most what the rule allows.

    Formulas: OpenAI's guide to images (tiles, patches) and Anthropic's vision page (megapixels), reckoned in
    whole numbers where those scale by a float. Raises ValueError for a method it does not know.
    """
    size = _size(width, height)
    if rule.method == "tiles":
        return _tiles(rule, size)
    if rule.method == "patches":
        return _patches(rule, size)
    if rule.method == "megapixels":
        return _megapixels(rule, size)
    raise ValueError(f"no formula for pictures is called {rule.method}")


def _size(width: int | None, height: int | None) -> tuple[int, int] | None:
    if width is None or height is None or min(width, height) < 1 or max(width, height) > LARGEST_EDGE:
        return None
    return width, height


def _tiles(rule: ImageRule, size: tuple[int, int] | None) -> tuple[int, int]:
    """Fitted into 2,048 pixels square, then the shorter edge to 768: never more than 2 x 4 tiles."""
    base, per_tile = rule.base or 0, rule.per_tile or 0
    if size is None:
        return base, base + per_tile * _MOST_TILES
    width, height = _reduced(size, max(size), 2048)
    width, height = _reduced((width, height), min(width, height), 768)
    return base, base + per_tile * math.ceil(width / _TILE) * math.ceil(height / _TILE)


def _reduced(size: tuple[int, int], edge: int, limit: int) -> tuple[int, int]:
    """The size with one of its edges reduced to a limit, the other in proportion and at least one pixel."""
    if edge <= limit:
        return size
    return max(1, size[0] * limit // edge), max(1, size[1] * limit // edge)


def _patches(rule: ImageRule, size: tuple[int, int] | None) -> tuple[int, int]:
    budget, factor = rule.budget or 0, rule.factor or Decimal(1)
    if size is None:
        return math.ceil(factor), math.ceil(budget * factor)
    most = _patches_within(size, budget)
    least = min(most, _covering(size, _PATCH, _LOW_DETAIL))
    return math.ceil(least * factor), math.ceil(most * factor)


def _patches_within(size: tuple[int, int], budget: int) -> int:
    """Patches of 32 pixels that cover the picture once it is scaled to no more than budget of them."""
    patches = _covering(size, _PATCH, max(size))
    if patches <= budget:
        return patches
    scale = math.sqrt(_PATCH**2 * budget / (size[0] * size[1]))
    across, down = (edge * scale / _PATCH for edge in size)
    if min(across, down) < 1:  # a strip thinner than a patch: nothing to round down to
        return budget
    shrink = min(math.floor(across) / across, math.floor(down) / down)
    return min(budget, math.ceil(across * shrink - 1e-9) * math.ceil(down * shrink - 1e-9))


def _megapixels(rule: ImageRule, size: tuple[int, int] | None) -> tuple[int, int]:
    budget = rule.budget or 0
    if size is None:
        return 1, budget
    tokens = min(budget, _covering(size, _CLAUDE_PATCH, rule.edge or max(size)))
    return tokens, tokens


def _covering(size: tuple[int, int], patch: int, limit: int) -> int:
    """Patches that cover a picture whose longest edge is first reduced to limit pixels."""
    longest = max(size)
    shown = min(longest, limit)
    width, height = (-(-edge * shown // (longest * patch)) for edge in size)
    return width * height
