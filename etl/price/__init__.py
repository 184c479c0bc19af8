"""Price: stored messages and reference data -> core.requests, one row a billed generation, with what it would cost."""

from etl.price.price import price
from etl.price.reference import plant, pricing_hash

__all__ = ["plant", "price", "pricing_hash"]
