"""Price: stored messages and reference data -> core.requests, one row a billed generation, with what it would cost."""

from etl.warehouse.pricing.reference import plant, pricing_hash
from etl.warehouse.pricing.requests import price

__all__ = ["plant", "price", "pricing_hash"]
