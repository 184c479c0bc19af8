"""What goes wrong, as an answer: JSON for programs, a page for people, never a traceback or a path."""

import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from etl.errors import DatabaseError, EtlError, SettingError
from etl.warehouse.access import damage
from etl.warehouse.memory import is_out_of_memory, ran_out
from etl.web.rendering import rendered

log = logging.getLogger("etl.web")

_SENTENCES = {
    401: "This needs the address that etl web printed in the terminal; open that one.",
    404: "There is nothing here.",
    405: "That cannot be done here.",
    408: "The upload stopped; send it again.",
    413: "That is more than is taken here; send less.",
}


class Refused(HTTPException):
    """A request that is wrong; ``field`` names what in it. The sentence never repeats what was sent."""

    def __init__(self, status: int, sentence: str, field: str | None = None, retry: int | None = None) -> None:
        super().__init__(status, sentence, {"retry-after": str(retry)} if retry else None)
        self.field = field


async def attempt(change: Callable[[], object]) -> None:
    """Make a change, beside what else is asked. Raises Refused with the reason where it cannot be made."""
    try:
        await run_in_threadpool(change)
    except SettingError as error:
        raise Refused(400, str(error)) from error


def answer(
    scope: Scope, status: int, sentence: str | None = None, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """An error as the caller can read it."""
    text = sentence or _SENTENCES.get(status, "That was not understood.")
    if scope["path"].startswith("/api"):
        return JSONResponse({"error": text, **more}, status, headers)
    # Who has not shown the token gets a page that asks for nothing else.
    name = "error.html" if scope.get("is_known") else "refused.html"
    return HTMLResponse(rendered(name, path=scope["path"], status=status, sentence=text, **more), status, headers)


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a request that was wrong."""
    assert isinstance(error, HTTPException)
    field = getattr(error, "field", None)
    more = {"field": field} if field else {}
    sentence = error.detail if isinstance(error, Refused) else None
    return answer(request.scope, error.status_code, sentence, headers=error.headers, **more)


async def told(request: Request, error: Exception) -> Response:
    """The answer to what the user can mend; the database's folder is not named."""
    if not isinstance(error, DatabaseError) and is_out_of_memory(error):
        return answer(request.scope, 503, ran_out())
    database = request.app.state.services.settings.database
    sentence = None if isinstance(error, DatabaseError) else damage(database, error)
    status = 503 if sentence or isinstance(error, DatabaseError) else 400
    return answer(request.scope, status, without_folder(sentence or str(error), database))


def foreseen(error: Exception, database: Path) -> str | None:
    """What went wrong where no request waits for it, as a sentence without the database's folder; None for a bug."""
    sentence = None if isinstance(error, DatabaseError) else damage(database, error)
    if sentence or isinstance(error, EtlError):
        return without_folder(sentence or str(error), database)
    return ran_out() if is_out_of_memory(error) else None


def without_folder(sentence: str, database: Path) -> str:
    """A sentence without the folders on this machine that it may name."""
    for folder in {str(database.parent), str(database.resolve().parent), str(Path.home())}:
        if len(folder) > 1:
            sentence = sentence.replace(f"{folder}/", "").replace(f"{folder}\\", "").replace(folder, "…")
    return sentence


async def unexpected(request: Request, error: Exception) -> Response:
    """What nobody foresaw becomes an error id, told in the log without any value of a row; a damaged file and memory
    that ran out are told.
    """
    if isinstance(error, ClientDisconnect):
        return answer(request.scope, 400)
    if is_out_of_memory(error):
        return answer(request.scope, 503, ran_out())
    if sentence := damage(request.app.state.services.settings.database, error):
        return answer(request.scope, 503, sentence)
    return answer(request.scope, 500, "Something went wrong here.", id=noted(error))


class Catch:
    """The last net. What is answered already is done with; half an answer must not look whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_begun = is_whole = False

        async def sending(message: Message) -> None:
            nonlocal is_begun, is_whole
            is_begun = True
            is_whole = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            if is_whole or isinstance(error, ClientDisconnect):
                # Nobody is left to be answered: whoever asked has gone.
                return
            name = noted(error)
            if is_begun:
                raise ConnectionAbortedError(name) from None
            await answer(scope, 500, "Something went wrong here.", id=name)(scope, receive, send)


def noted(error: BaseException) -> str:
    """An id for an error; the log gets it with the error's kind and place in our code, and not its words."""
    name = secrets.token_hex(4)
    places = traceback.extract_tb(error.__traceback__)
    place = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "nowhere"
    ours = [f"{Path(each.filename).name}:{each.lineno}" for each in places if "etl" in Path(each.filename).parts]
    log.error("error %s: %s at %s (%s)", name, type(error).__name__, place, " > ".join(ours[-3:]))
    return name


HANDLERS = {HTTPException: refused, EtlError: told, Exception: unexpected}
