"""A slice that is not simply one conversation: several, a part of one, other values, or damage."""

from dataclasses import dataclass, field
from hashlib import blake2b

from etl.extract.parse import decoders
from etl.extract.split.guard import mended
from etl.extract.split.heads import BETWEEN, slices


@dataclass(slots=True)
class Found:
    """A value in a slice, its first byte and its bytes; ``digest`` only if these are certain."""

    value: object
    begin: int
    length: int
    digest: bytes | None


@dataclass(slots=True)
class Walk:
    """The values of a slice up to the first that cannot be read.

    ``trouble`` is the reason it cannot be read: damaged, cut off, nested too deeply, or unbalanced for a
    bracket that closes nothing. It begins at byte ``begin``; from byte ``again`` on, look for the next
    conversation. Both are lower bounds if bytes were mended.
    """

    found: list[Found] = field(default_factory=list)
    is_mended: bool = False
    trouble: str | None = None
    begin: int = 0
    again: int = 0


def walk(piece: bytes) -> Walk:
    """Read the values of a slice, one behind the other, with a forgiving parser."""
    text, plain = decoders.text(piece), mended(piece)
    result = Walk(is_mended=text.encode() != plain)
    end = 0
    while True:
        at = _skip(text, end)
        result.begin += _size(text[end:at], result)
        if at == len(text):
            return result
        if text[at] in "]}":
            return _failed(result, piece, "unbalanced", 1)
        try:
            value, end = decoders.value(text, at)
        except decoders.UnreadableError as error:
            return _failed(result, piece, error.reason, error.at - at)
        result.found.append(_found(value, text[at:end], piece, plain, result))
        result.begin += result.found[-1].length


def borders_behind(data: bytes, head: bytes) -> int:
    """How many conversations begin behind the value that ``data`` begins with. Raises UnreadableError."""
    text = decoders.text(data)
    _, end = decoders.value(text, 0)
    return len(slices(text[end - 1 :].encode(), head)) - 2


def _found(value: object, told: str, piece: bytes, plain: bytes, walk: Walk) -> Found:
    """A value with the digest of its own bytes: escapes are mended in place, so they lie where its text does."""
    size, begin = len(told.encode()), walk.begin
    digest = blake2b(piece[begin : begin + size], digest_size=16).digest()
    return Found(value, begin, _size(told, walk), digest if plain.startswith(told.encode(), begin) else None)


def _skip(text: str, at: int) -> int:
    match = BETWEEN.match(text, at)
    return match.end() if match else at


def _size(text: str, walk: Walk) -> int:
    return len(text) if walk.is_mended else len(text.encode())


def _failed(walk: Walk, piece: bytes, trouble: str, length: int) -> Walk:
    """Damage may hide the next conversation's brace in a string, or in an object that it left open: look again
    from the last brace before it shows, or from the first one."""
    walk.trouble = trouble
    ends = [found.begin + found.length for found in walk.found if isinstance(found.value, dict)]
    floor = walk.begin + 1 if piece.startswith(b"{", walk.begin) else max(ends, default=0)
    walk.again = floor if trouble == "cut off" else max(floor, piece.rfind(b"{", floor, walk.begin + length))
    return walk
