"""Where the conversations of each account are settled: all in one bucket, or in several if the account is very large.

An account above a limit is divided into parts by a hash of what each conversation is called. All versions of one are in
the same part, and most that a load makes of it follows from them alone: which version holds and what it keeps of
others, its tree, its answers and its requests. What does not is decided thus:

- What belongs to no conversation, or has a key of its own beside one (projects, files, memories, feedback, what a load
  noted, dropped and met) is in part 0 alone, and so are the sums and choices over it.
- When the newest export of an account was made, which each of its conversations tells, the manifests say (newest()).
- Which conversation counts what several have (copied and inherited messages, forks of sessions, what runs printed) is
  decided between all parts as it is between all accounts: see copies.
- What a model's name means follows from the name, its provider and its tokenizer, wherever these are met.
- Titles, projects and parents of conversations are told by their names, which the views look up in the whole lake.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from etl.lake.manifest import Placed


@dataclass(frozen=True, slots=True)
class Limits:
    """What a lake is divided by: the ``buckets`` it has at least, and bytes of JSON.

    The conversations of an ``account`` that has more are divided, as one process would have to hold them; the members
    of an ``export`` that has more are, as one would have to read them.
    """

    buckets: int = 1
    account: int = 20_000_000_000
    export: int = 10_000_000_000


USUAL = Limits()


Parts = Mapping[str | None, int]
"""Into how many parts the conversations of an account are divided: 1 where it is not told."""


def divided(places: Sequence[Placed], large: int) -> Parts:
    """The accounts that have more than ``large`` bytes, each with so many parts, a power of two, that none has.

    Not those of an export that was read before manifests told what each account has of it.
    """
    sizes: defaultdict[str | None, int] = defaultdict(int)
    untold: set[str | None] = set()
    for place in places:
        for _, raw, size in place.manifest.shares:
            sizes[place.account(raw)] += size
        if place.manifest.conversations and not place.manifest.shares:
            untold |= {place.account(raw) for raw in place.manifest.accounts}
    return {account: _parts(size, large) for account, size in sizes.items() if size > large and account not in untold}


def newest(places: Sequence[Placed]) -> Mapping[tuple[str, str | None], datetime]:
    """By provider and account, when the newest export was made that has any of its conversations; naive UTC."""
    found: dict[tuple[str, str | None], datetime] = {}
    for place in places:
        for provider, raw, _ in place.manifest.shares:
            key = provider, place.account(raw)
            found[key] = max(place.made_at, found.get(key, place.made_at))
    return found


def bucket_of(account: str | None, part: int, buckets: int) -> int:
    """The bucket that a part of an account's rows is settled in: each in another, as far as there are so many."""
    named = blake2b((account or "").encode(errors="surrogateescape"), digest_size=8).digest()
    return (int.from_bytes(named) + part) % buckets


def _parts(size: int, large: int) -> int:
    parts = 2
    while parts * large < size:
        parts *= 2
    return parts
