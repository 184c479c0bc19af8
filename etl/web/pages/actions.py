"""What the organizer's forms do: mark, move, undo, and change categories."""

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize.categories import add_category, move, remove_category, rename_category
from etl.categorize.labels import mark, undo
from etl.categorize.offline import offline
from etl.web.api.categories import keys
from etl.web.errors import Refused, attempt
from etl.web.services import services

_FIELDS = 1_000


async def filed(request: Request) -> Response:
    """Mark, move or undo, as the button says; then the page one came from."""
    form = await request.form(max_files=0, max_fields=_FIELDS)
    database = services(request).settings.database
    for name, is_done in (("done", True), ("open", False)):
        if name in form:
            wanted = keys([dict(parse_qsl(_text(form, name), keep_blank_values=True))])
            await run_in_threadpool(mark, database, wanted, is_done)
            return _back(form)
    chosen = keys([dict(parse_qsl(str(text), keep_blank_values=True)) for text in form.getlist("item")])
    act = _text(form, "do")
    if act in ("done", "open"):
        await run_in_threadpool(mark, database, chosen, act == "done")
    elif act == "move":
        await attempt(lambda: move(database, chosen, _text(form, "category")))
    elif act == "undo":
        await run_in_threadpool(undo, database)
    else:
        raise Refused(400, "do is one of: done, open, move, undo.", "do")
    return _back(form)


async def sorted_in(request: Request) -> Response:
    """File what nobody filed, on this machine."""
    form = await request.form(max_files=0, max_fields=_FIELDS)
    await run_in_threadpool(offline, services(request).settings.database)
    return _back(form)


async def categories(request: Request) -> Response:
    """Add, rename or remove a category."""
    form = await request.form(max_files=0, max_fields=_FIELDS)
    database, act, name, new = (
        services(request).settings.database,
        _text(form, "do"),
        _text(form, "name"),
        _text(form, "to"),
    )
    if act == "add":
        words = _text(form, "words").replace(",", " ").split()
        await attempt(lambda: add_category(database, new, words))
    elif act == "rename":
        await attempt(lambda: rename_category(database, name, new))
    elif act == "remove":
        await attempt(lambda: remove_category(database, name))
    else:
        raise Refused(400, "do is one of: add, rename, remove.", "do")
    return _back(form)


def _text(form: FormData, name: str) -> str:
    return str(form.get(name) or "").strip()


def _back(form: FormData) -> Response:
    """To the list, or to the conversation, that the form stood on."""
    asked, page = _text(form, "back"), "/conversations/one" if _text(form, "from") == "one" else "/conversations"
    return RedirectResponse(f"{page}?{asked}" if asked else "/conversations", 303)


ROUTES: list[BaseRoute] = [
    Route("/conversations/file", filed, methods=["POST"]),
    Route("/conversations/sort", sorted_in, methods=["POST"]),
    Route("/conversations/categories", categories, methods=["POST"]),
]
