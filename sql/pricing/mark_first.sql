-- The first known price of a model also holds for all time before it.
update core.pricing
set is_first = not exists (
    from core.pricing as earlier
    where earlier.vendor = pricing.vendor
        and earlier.api_model = pricing.api_model
        and earlier.valid_from < pricing.valid_from
)
