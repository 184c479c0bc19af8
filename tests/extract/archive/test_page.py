"""A page whose script holds a list: every byte of the list, and none else, in pieces of any size."""

import io
import json
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.archive import Member, page
from etl.extract.archive.streams import BrokenStreamError

BEHIND = b';\nvar assetsJson = {"a": "b]"};</script></head><body>[1]</body></html>'
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='a"\\[]{}/<é\n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='k"\\['), inner, max_size=3),
    max_leaves=12,
)


def member(data: bytes, most: int = 1 << 20) -> Member:
    """A member whose stream gives at most so many bytes at once."""

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(most if size is None or size < 0 else min(size, most))

    return Member("chat.html", len(data), False, lambda: cast("BinaryIO", Slow(data)))


def read(found: Member | None) -> bytes:
    assert found is not None
    with found.open() as stream:
        return stream.read()


@given(rows=st.lists(st.dictionaries(st.text(min_size=1), VALUES, min_size=1), min_size=1), most=st.integers(1, 50))
def test_what_stands_between_the_brackets_is_all_of_it(rows: list[object], most: int) -> None:
    told = json.dumps(rows).replace("</", "<\\/").encode()
    whole = b"<html><head><style>p{}</style><script>var jsonData = " + told + BEHIND
    found = page.listed(member(whole))
    assert read(found) == told
    assert b"".join(_walked(told + BEHIND, most)) == told


def _walked(data: bytes, most: int) -> Iterator[bytes]:
    walk = page._Walk()
    for at in range(0, len(data), most):
        piece = data[at : at + most]
        yield piece[: walk.over(piece)]
        if walk.is_over:
            return


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'var jsonData = [{"a": 1}]',
        b"<html><script>var x = [1, 2]; let y = []; const z = {};</script></html>",
        b"<html>" + b"var jsonData = " * 1000,
        b"<html>var jsonData = [" + b" " * 5000 + b'{"a"',
    ],
)
def test_other_pages_hold_none(data: bytes) -> None:
    assert page.listed(member(data)) is None


def test_a_page_that_breaks_gives_what_came_before() -> None:
    def broken() -> BinaryIO:
        class Cut(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                piece = super().read(size)
                if not piece:
                    raise BrokenStreamError("ends too early")
                return piece

        return cast("BinaryIO", Cut(b'<html><script>var jsonData = [{"title": "A'))

    found = page.listed(Member("chat.html", 40, False, broken))
    assert found is not None
    with found.open() as stream:
        assert stream.read(100) == b'[{"title": "A'
        with pytest.raises(BrokenStreamError):
            stream.read(100)
