"""/api/marks: which conversations are done."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize import labels
from etl.categorize.labels import Key
from etl.web.body import fields
from etl.web.errors import Refused
from etl.web.services import services

_MOST = 20_000
_PARTS = ("provider", "account_id", "conversation_id")


def marks(request: Request) -> Response:
    """Every conversation that is done."""
    found = sorted(labels.marks(services(request).settings.database))
    return JSONResponse({"items": [dict(zip(_PARTS, one, strict=True)) for one in found]})


async def mark(request: Request) -> Response:
    """Mark conversations done, or open again."""
    asked = await fields(request, items=list, done=bool)
    wanted = keys(asked["items"])
    await run_in_threadpool(labels.mark, services(request).settings.database, wanted, asked["done"])
    return JSONResponse({"marked": len(wanted)})


def keys(items: list[Any]) -> list[Key]:
    """The conversations that a request names. Raises Refused for what names none."""
    if len(items) > _MOST:
        raise Refused(413, f"At most {_MOST:,} conversations at once.", "items")
    return list(dict.fromkeys(_key(item) for item in items))


def _key(item: Any) -> Key:
    parts = tuple(item.get(name, "") for name in _PARTS) if isinstance(item, dict) and set(item) <= set(_PARTS) else ()
    if not parts or not all(isinstance(part, str) and len(part) <= 200 and part.isprintable() for part in parts):
        raise Refused(400, "items are objects with provider, account_id and conversation_id.", "items")
    provider, account, conversation = parts
    if not provider or not conversation:
        raise Refused(400, "items are objects with provider, account_id and conversation_id.", "items")
    return provider, account, conversation


ROUTES: list[BaseRoute] = [Route("/marks", marks), Route("/marks", mark, methods=["POST"])]
