"""What a database tells as JSON, as objects."""

from collections.abc import Iterable, Iterator

from etl.extract.archive.streams import BrokenStreamError
from etl.rows.types import Raw
from etl.transform.providers.coerce import from_json


def objects(texts: Iterable[str]) -> Iterator[Raw]:
    """The objects that texts of a database hold. Raises BrokenStreamError behind the last if some cannot be read."""
    failed = 0
    for told in texts:
        raw = from_json(told)
        if isinstance(raw, dict):
            yield raw
        else:
            failed += 1
    if failed:
        raise BrokenStreamError(f"{failed} chats of a database cannot be read")
