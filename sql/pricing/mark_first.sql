-- The first known price of a model also holds for all time before it, unless nobody knows when it began: one that was
-- only found in a list of some day says nothing about the days before. The user's own are dated unless they say no.
update core.pricing
set
    is_dated = coalesce(pricing.is_dated, true),
    is_first = coalesce(pricing.is_dated, true) and not exists (
        from core.pricing as earlier
        where earlier.vendor = pricing.vendor
            and earlier.api_model = pricing.api_model
            and earlier.valid_from < pricing.valid_from
    )
