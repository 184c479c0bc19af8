"""/api/categories, /api/moves, /api/undo, /api/marks: what conversations are filed under, and which are done."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize import labels
from etl.categorize.categories import add_category, categories, move, remove_category, rename_category
from etl.categorize.labels import Key, undo
from etl.errors import SettingError
from etl.web.body import fields
from etl.web.errors import Refused
from etl.web.services import services

_MOST = 20_000
_PARTS = ("provider", "account_id", "conversation_id")


def listed(request: Request) -> Response:
    """The categories in their order, each with its seed words and the conversations filed under it."""
    database = _database(request)
    counts = Counter(label.category for label in labels.labels(database).values())
    found = categories(database)
    told = [{"name": one.name, "words": list(one.words), "conversations": counts[one.name]} for one in found]
    return JSONResponse({"categories": told})


async def added(request: Request) -> Response:
    """A category more."""
    asked = await fields(request, name=str, words=list | None)
    words = asked["words"] or []
    if not all(isinstance(word, str) for word in words):
        raise Refused(400, "words are texts.", "words")
    name = _name(asked["name"], "name")
    await run_in_threadpool(_add, _database(request), name, words)
    return JSONResponse({"name": name}, 201)


async def renamed(request: Request) -> Response:
    """Another name for a category, and for all that is filed under it."""
    asked = await fields(request, name=str, to=str)
    names = _name(asked["name"], "name"), _name(asked["to"], "to")
    await run_in_threadpool(rename_category, _database(request), *names)
    return JSONResponse({"name": asked["to"]})


async def removed(request: Request) -> Response:
    """A category less."""
    asked = await fields(request, name=str)
    await run_in_threadpool(remove_category, _database(request), _name(asked["name"], "name"))
    return JSONResponse({"name": asked["name"]})


async def moved(request: Request) -> Response:
    """File conversations under another category, all in one step."""
    asked = await fields(request, items=list, category=str)
    wanted, name = keys(asked["items"]), _name(asked["category"], "category")
    return JSONResponse({"moved": await run_in_threadpool(_move, _database(request), wanted, name)})


async def undone(request: Request) -> Response:
    """Take the last step back: a move of one or many."""
    return JSONResponse({"undone": await run_in_threadpool(undo, _database(request))})


def marks(request: Request) -> Response:
    """Every conversation that is done."""
    found = sorted(labels.marks(_database(request)))
    return JSONResponse({"items": [dict(zip(_PARTS, one, strict=True)) for one in found]})


async def mark(request: Request) -> Response:
    """Mark conversations done, or open again."""
    asked = await fields(request, items=list, done=bool)
    wanted = keys(asked["items"])
    await run_in_threadpool(labels.mark, _database(request), wanted, asked["done"])
    return JSONResponse({"marked": len(wanted)})


def keys(items: list[Any]) -> list[Key]:
    """The conversations that a request names. Raises Refused for what names none."""
    if len(items) > _MOST:
        raise Refused(413, f"At most {_MOST:,} conversations at once.", "items")
    return list(dict.fromkeys(_key(item) for item in items))


def _add(database: Path, name: str, words: Sequence[str]) -> None:
    if name in {one.name for one in categories(database)}:
        raise Refused(400, "There is a category of that name; choose another.", "name")
    add_category(database, name, words)


def _move(database: Path, wanted: Sequence[Key], name: str) -> int:
    try:
        return move(database, wanted, name)
    except SettingError:
        raise Refused(400, "There is no category of that name; add it first.", "category") from None


def _database(request: Request) -> Path:
    return services(request).settings.database


def _name(text: str, field: str) -> str:
    name = text.strip()
    if not name or len(name) > 60 or not name.isprintable():
        raise Refused(400, f"{field} is a name of 1 to 60 characters.", field)
    return name


def _key(item: Any) -> Key:
    parts = tuple(item.get(name, "") for name in _PARTS) if isinstance(item, dict) and set(item) <= set(_PARTS) else ()
    if not parts or not all(isinstance(part, str) and len(part) <= 200 and part.isprintable() for part in parts):
        raise Refused(400, "items are objects with provider, account_id and conversation_id.", "items")
    provider, account, conversation = parts
    if not provider or not conversation:
        raise Refused(400, "items are objects with provider, account_id and conversation_id.", "items")
    return provider, account, conversation


ROUTES: list[BaseRoute] = [
    Route("/categories", listed),
    Route("/categories", added, methods=["POST"]),
    Route("/categories", renamed, methods=["PUT"]),
    Route("/categories", removed, methods=["DELETE"]),
    Route("/moves", moved, methods=["POST"]),
    Route("/undo", undone, methods=["POST"]),
    Route("/marks", marks),
    Route("/marks", mark, methods=["POST"]),
]
