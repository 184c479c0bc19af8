"""core.messages and the reference tables -> core.requests, some conversations at a time."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter, itemgetter

import duckdb
import pyarrow as pa

from etl import assets
from etl.transform.count.model_names import forms
from etl.warehouse.file import keep
from etl.warehouse.memory import LEAN
from etl.warehouse.pricing.images import ImageRule, image_tokens
from etl.warehouse.pricing.prefix_index import Node
from etl.warehouse.pricing.prompt_cache import walk

NODE = 3_200
"""Bytes of memory for each node of the conversations that are priced together; the more of these, the fewer times all
statements are planned. In 96 MB 30,000 of them were priced, mostly of Claude's and of logs, but not 100,000."""

_ROWS = 20_000
_NONE_TOUCHED = "create temp table if not exists touched (conversation_id varchar)"
_WALKED = ("input_once", "reuse_prompt_5m", "reuse_prompt_30m", "reuse_prompt_60m", "reuse_full_10m", "reuse_full_60m")
_numbers = attrgetter(*_WALKED)
_SCHEMA = pa.schema([(name, pa.int64()) for name in ("revision", "tour_in", *_WALKED)])
_FORMS = pa.schema(
    {"slug": pa.string(), "place": pa.int64(), "form": pa.string(), "tier": pa.string(), "is_resold": pa.bool_()}
)
_TOKENS = pa.schema(
    [("vendor", pa.string()), ("api_model", pa.string())]
    + [(name, pa.int64()) for name in ("width", "height", "low", "high")]
)


def share(connection: duckdb.DuckDBPyConnection, *, everything: bool, is_renamed: bool = False) -> bool:
    """Decide which of several conversations has a message, for price(): returns whether there may be such at all.

    It is looked at again only as far as the kinds of messages in temp.touched_kinds can change it; conversations for
    which it changed come into temp.touched. ``everything``: all are looked at; ``is_renamed``: an account has got
    another name.
    """
    statements = assets.sql("pricing")
    if everything:
        connection.execute(_NONE_TOUCHED)
    is_due = is_shared(connection)
    if is_due and not (everything or is_renamed):
        ((is_due,),) = connection.execute(statements["may_be_shared"]).fetchall()
    if is_due:
        connection.execute(statements["share"])
    return bool(is_due)


def is_shared(connection: duckdb.DuckDBPyConnection) -> bool:
    """May any message be another conversation's as well?"""
    ((found,),) = connection.execute(assets.sql("pricing")["is_shared"]).fetchall()
    return bool(found)


def price(connection: duckdb.DuckDBPyConnection, *, everything: bool, is_shared: bool, memory: int = LEAN) -> None:
    """Make the requests of the conversations in temp.touched anew, or of all; the reference tables must be filled.

    As many at a time as may fit into ``memory``, in bytes. What a model's name means is looked at again only as far as
    the kinds of messages in temp.touched_kinds can change it; ``is_shared`` is what share() said.

    All steps but two are in sql/pricing: prompt_cache.py says what requests of one conversation share, images.py what
    pictures are billed as.
    """
    statements = assets.sql("pricing")
    which = {"everything": everything}
    if everything:
        connection.execute(_NONE_TOUCHED)
    name_models(connection, everything=everything)
    connection.execute(statements["forget"], which)
    connection.execute(statements["waiting"], which | {"portion": memory // NODE})
    connection.execute(statements["money"])
    portions = connection.execute("select distinct portion from temp.waiting order by all").fetchall()
    for (number,) in portions:
        connection.execute(statements["due"], {"number": number})
        _price_due(connection, statements, is_shared)


def name_models(connection: duckdb.DuckDBPyConnection, *, everything: bool) -> None:
    """Decide what the names of models mean: of all, or of those that came, unless some may have gone."""
    statements = assets.sql("pricing")
    lost = statements["lost_kinds"].format(kinds=assets.sql("build")["kinds"])
    if everything or connection.execute(lost).fetchall() != [(0,)]:
        connection.execute(statements["slugs"])
        connection.execute("delete from core.model_names")
    else:
        connection.execute(statements["new_slugs"])
        if connection.execute("select count(*) from temp.slugs").fetchall() == [(0,)]:
            return
    keep(connection, "forms", _forms(connection))
    connection.execute(statements["name_models"])


def _forms(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every form under which a rule may know a name that occurs, the name itself in place 0."""
    slugs = [slug for (slug,) in connection.execute("select distinct slug from temp.slugs order by all").fetchall()]
    rows = [(slug, place, *form) for slug in slugs for place, form in enumerate(forms(slug))]
    columns = list(zip(*rows, strict=True)) or [()] * len(_FORMS)
    arrays = [pa.array(cells, of.type) for cells, of in zip(columns, _FORMS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_FORMS)


def _price_due(connection: duckdb.DuckDBPyConnection, statements: Mapping[str, str], is_shared: bool) -> None:
    connection.execute(statements["runs"])
    if is_shared:
        connection.execute(statements["printed"])
    connection.execute(statements["list_nodes"])
    keep(connection, "walked", pa.Table.from_batches(_walked(connection), _SCHEMA))
    for name in ("named", "pictures", "files"):
        connection.execute(statements[name])
    keep(connection, "picture_tokens", _picture_tokens(connection, statements["sizes"]))
    for name in ("images", "cached", "requests"):
        connection.execute(statements[name])


def _walked(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    """What walk() finds out of each request, from the answer of list_nodes."""
    rows: list[tuple[int, ...]] = []
    for revision, group in groupby(_fetch(connection), key=itemgetter(0)):
        found = walk([Node._make(row[1:]) for row in group])
        rows += [(revision, one.tour_in, *_numbers(one)) for one in found]
        if len(rows) >= _ROWS:
            yield _batch(rows)
            rows = []
    if rows:
        yield _batch(rows)


def _fetch(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while rows := connection.fetchmany(_ROWS):
        yield from rows


def _batch(rows: list[tuple[int, ...]]) -> pa.RecordBatch:
    columns = [pa.array(cells, pa.int64()) for cells in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)


def _picture_tokens(connection: duckdb.DuckDBPyConnection, statement: str) -> pa.Table:
    """Tokens of each size of picture that occurs, under the rule of each model that saw one."""
    found = []
    for vendor, api_model, width, height, *rule in connection.execute(statement).fetchall():
        found.append((vendor, api_model, width, height, *image_tokens(ImageRule(*rule), width, height)))
    columns = list(zip(*found, strict=True)) or [()] * len(_TOKENS)
    arrays = [pa.array(cells, of.type) for cells, of in zip(columns, _TOKENS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_TOKENS)
