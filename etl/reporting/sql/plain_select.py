"""Statements that the parser's tree is not given of, as the plain select that they hold."""

import re

import duckdb

_HEAD = 200
"""Tokens among which what is explained begins: comments, explain, analyze, and options in brackets."""

_WORD = re.compile(rb"\w+")
_PIVOT = (b"pivot", b"pivot_wider")
_AFTER = (b"using", b"group", b"order", b"limit", b"union", b"except", b"intersect")
"""What ends the list of what is pivoted on."""

_DEEPER = {b"(": 1, b")": -1}


def explained(connection: duckdb.DuckDBPyConnection, sql: str) -> str | None:
    """What stands behind explain: the first part of the text, to its end, that is a statement."""
    text = sql.encode()
    for start, _ in duckdb.tokenize(sql)[1:_HEAD]:
        inner = text[start:].decode(errors="replace")
        try:
            if connection.extract_statements(inner):
                return inner
        except duckdb.Error:
            continue
    return None


def defined(sql: str) -> str:
    """What a view is: that which stands behind the first as outside of brackets, of the statement that made it."""
    text, depth = sql.encode(), 0
    for start, _ in duckdb.tokenize(sql):
        if depth == 0 and _word(text, start) == b"as":
            return text[start + 2 :].decode(errors="replace")
        depth += _DEEPER.get(text[start : start + 1], 0)
    return sql


def with_values(sql: str) -> str:
    """A pivot on whatever values there are, as the same on one: of that there is a tree, with all else in its place."""
    text = sql.encode()
    found, last = b"", 0
    for place in _ends(text, [start for start, _ in duckdb.tokenize(sql)]):
        found += text[last:place] + b" in ('') "
        last = place
    return (found + text[last:]).decode(errors="replace")


def _ends(text: bytes, starts: list[int]) -> list[int]:
    """Where the columns end that are pivoted on: before a comma, or what follows their list, at the pivot's depth."""
    found: list[int] = []
    waiting: list[int] = []
    open_at: int | None = None
    depth = 0
    for start in starts:
        sign = text[start : start + 1]
        word = _word(text, start)
        if open_at == depth and (sign in (b",", b")", b";") or word in _AFTER):
            found.append(start)
            open_at = open_at if sign == b"," else None
        elif waiting and waiting[-1] == depth and word == b"on":
            open_at = waiting.pop()
        elif word in _PIVOT:
            waiting.append(depth)
        depth += _DEEPER.get(sign, 0)
    return found if open_at is None else [*found, len(text)]


def _word(text: bytes, start: int) -> bytes:
    matched = _WORD.match(text, start)
    return matched[0].lower() if matched else b""
