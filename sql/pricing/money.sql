-- The price of a million tokens at a tier.
create or replace temp macro at_tier(price, factor) as (price * factor)::decimal(12, 6);

-- US dollars from tokens and prices of a million of them, without any division; NULL from a million dollars a
-- request on, which only a mistyped price of the user's can make.
create or replace temp macro usd(fresh, p_in, hit, p_hit, written, p_write, answer, p_out) as try_cast(
    (
        fresh::decimal(12, 0) * p_in
        + hit::decimal(12, 0) * coalesce(p_hit, p_in)
        + written::decimal(12, 0) * coalesce(p_write, p_in)
        + answer::decimal(12, 0) * p_out
    ) * 0.000001::decimal(7, 6)
    as decimal(18, 12)
)
