"""Pictures in the input: the published examples, and bounds that hold for every size."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.warehouse.pricing.images import LARGEST_EDGE, ImageRule, image_tokens
from tests.warehouse.seeds.seed_cases import rows


def _number(text: str) -> int | None:
    return int(text) if text else None


def _rule(row: dict[str, str]) -> ImageRule:
    base, per_tile, edge, budget = (_number(row[name]) for name in ("base", "per_tile", "edge", "budget"))
    factor = Decimal(row["factor"]) if row["factor"] else None
    return ImageRule(row["method"], base, per_tile, edge, budget, factor)


RULES = {row["api_model"]: _rule(row) for row in rows("image_rules")}
ANY_RULE = st.sampled_from(sorted(RULES)).map(RULES.__getitem__)
EDGES = st.integers(1, LARGEST_EDGE)


def _most(rule: ImageRule) -> int:
    """The most tokens that a rule allows, whatever the size."""
    if rule.method == "tiles":
        return (rule.base or 0) + 8 * (rule.per_tile or 0)
    return math.ceil((rule.budget or 0) * (rule.factor or 1))


@pytest.mark.parametrize(
    ("model", "width", "height", "tokens"),
    [
        ("gpt-4o", 1024, 1024, 765),
        ("gpt-5", 1024, 1024, 630),
        ("o3", 1024, 1024, 675),
        ("gpt-4o-mini", 1024, 1024, 25_501),
        ("gpt-5-mini", 1024, 1024, 1_659),
        ("gpt-6-sol", 1024, 1024, 1_229),
        ("gpt-4o", 2048, 4096, 1_105),
        ("gpt-5-mini", 1800, 2400, 2_353),
        ("gpt-6-sol", 3000, 2000, 2_880),
        ("claude-opus-4-6", 1000, 1000, 1_296),
    ],
)
def test_T6_images(model: str, width: int, height: int, tokens: int) -> None:
    assert image_tokens(RULES[model], width, height)[1] == tokens


def test_T6_low_detail_is_the_base_of_tiles() -> None:
    assert image_tokens(RULES["gpt-4o"], 2048, 4096)[0] == 85


def test_low_detail_of_patches_is_the_picture_fitted_into_512_pixels() -> None:
    assert image_tokens(RULES["gpt-5-mini"], 1024, 1024)[0] == math.ceil(16 * 16 * Decimal("1.62"))
    assert image_tokens(RULES["gpt-5-mini"], 1024, 512)[0] == math.ceil(16 * 8 * Decimal("1.62"))


def test_a_picture_smaller_than_512_pixels_has_one_detail_in_patches() -> None:
    assert image_tokens(RULES["gpt-4.1-mini"], 320, 200) == (math.ceil(70 * Decimal("1.62")),) * 2


def test_claude_has_one_detail_and_newer_models_see_more() -> None:
    assert image_tokens(RULES["claude-3-opus"], 4000, 4000) == (1_568, 1_568)
    assert image_tokens(RULES["claude-opus-4-7"], 4000, 4000) == (4_784, 4_784)
    assert image_tokens(RULES["claude-opus-4-7"], 4000, 500) == (92 * 12, 92 * 12)


def test_an_edge_that_is_reduced_to_whole_patches_takes_no_patch_more() -> None:
    for edge in range(1_569, 6_000):
        assert image_tokens(RULES["claude-3-opus"], edge, 1)[1] == 56


@pytest.mark.parametrize(
    ("width", "height"),
    [(None, None), (None, 10), (10, None), (0, 0), (0, 600), (-5, 600), (LARGEST_EDGE + 1, 1), (10**400, 10**400)],
)
def test_a_size_that_is_missing_or_impossible_gives_the_bounds_of_the_rule(
    width: int | None, height: int | None
) -> None:
    assert image_tokens(RULES["gpt-4o"], width, height) == (85, 85 + 8 * 170)
    assert image_tokens(RULES["gpt-5-nano"], width, height) == (3, math.ceil(1536 * Decimal("2.46")))
    assert image_tokens(RULES["claude-sonnet-4"], width, height) == (1, 1_568)


@given(rule=ANY_RULE, width=EDGES, height=EDGES)
def test_every_size_lies_within_the_bounds_of_an_unknown_one(rule: ImageRule, width: int, height: int) -> None:
    least, most = image_tokens(rule, None, None)
    low, high = image_tokens(rule, width, height)
    assert 0 < least <= low <= high <= most == _most(rule)


@given(rule=ANY_RULE, width=EDGES, height=EDGES)
def test_a_turned_picture_is_as_many_tokens(rule: ImageRule, width: int, height: int) -> None:
    assert image_tokens(rule, width, height) == image_tokens(rule, height, width)


@given(rule=ANY_RULE, width=st.integers(1, LARGEST_EDGE), height=st.integers(1, 40))
def test_a_strip_is_at_least_the_smallest_picture(rule: ImageRule, width: int, height: int) -> None:
    low, high = image_tokens(rule, width, height)
    assert image_tokens(rule, 1, 1)[0] <= low <= high <= _most(rule)


@given(width=EDGES, height=EDGES)
def test_a_picture_that_fits_the_budget_is_counted_whole(width: int, height: int) -> None:
    patches = math.ceil(width / 32) * math.ceil(height / 32)
    high = image_tokens(RULES["gpt-6-sol"], width, height)[1]
    assert high == math.ceil(patches * Decimal("1.2")) if patches <= 2500 else high <= 3_000


def test_a_method_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no formula for pictures is called guesswork"):
        image_tokens(ImageRule("guesswork", None, None, None, None, None), 1, 1)
