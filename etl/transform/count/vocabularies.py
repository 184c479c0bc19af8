"""tiktoken's encodings, built from the vocabularies that travel in this package: no network, ever.

Each vocabulary is packed as one byte a token (its length) followed by all tokens joined, in rank order. That takes
less than half the time of an xz file; the wheel compresses it to 1.4 MB, where xz came to 1.2. packed/NOTICE names
source, licence and SHA-256; a test rebuilds the published files bit for bit.
"""

import hashlib
from base64 import b64encode
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING

from etl import assets
from etl.transform.count.splitting import RULES

if TYPE_CHECKING:
    import tiktoken

SEPARATOR = "\x02\x1d chatlake \x1d\x03"
"""Stands between texts that are counted in one call; a special token of our own, split off before any rule runs."""

TOKENS = {"cl100k_base": 100_256, "o200k_base": 199_998}
"""Tokens of each vocabulary."""

PUBLISHED = {
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
}
"""SHA-256 of the files that tiktoken publishes, as tiktoken states them."""

_FORMS = [f"{length}s" for length in range(256)]


@cache
def encoding(name: str) -> "tiktoken.Encoding":
    """The encoding of that name, knowing one special token only: SEPARATOR, as its highest id."""
    import tiktoken

    ranks = vocabulary(name)
    special = {SEPARATOR: len(ranks) + 1024}
    found = tiktoken.Encoding(name, pat_str=RULES[name], mergeable_ranks=ranks, special_tokens=special)
    # It has made tables of its own; the dictionary would only take 40 MB in each process.
    ranks.clear()
    return found


def verify_vocabularies() -> list[str]:
    """The names of those vocabularies in this installation that are not the published ones; none, if all is well."""
    return [name for name, digest in PUBLISHED.items() if hashlib.sha256(published(name)).hexdigest() != digest]


def published(name: str) -> bytes:
    """A vocabulary as the file tiktoken publishes: a line of base64 and rank each."""
    return b"".join(b"%s %d\n" % (b64encode(token), rank) for token, rank in vocabulary(name).items())


def vocabulary(name: str) -> dict[bytes, int]:
    """Every token of an encoding with its rank."""
    packed = assets.encoding(name).read_bytes()
    count = TOKENS[name]
    tokens = Struct("".join(map(_FORMS.__getitem__, packed[:count]))).unpack_from(packed, count)
    return dict(zip(tokens, range(count), strict=True))
