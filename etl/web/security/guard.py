"""Who may ask: decided on the headers alone, before a byte of the body is read."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from etl.web.body import Exchange, bounded, declared_length
from etl.web.errors import Catch, answer
from etl.web.security.headers import dressed
from etl.web.security.rate_limit import Bucket
from etl.web.settings import Settings

_READING, _METHODS = ("GET", "HEAD"), ("GET", "HEAD", "POST", "PUT", "DELETE")
_FAILURES = 10
"""Wrong tokens a minute after which the next are not even looked at."""
_UPLOADS = ("/api/loads", "/api/categorize", "/upload")
_BODY = 1_000_000
HEAD = 16 * 1024
"""Bytes that the head of a request may have."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further."""

    status: int
    sentence: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Guard:
    """Stands before the app: Host, Origin, Sec-Fetch-Site, token, rate, in this order; our headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._settings = Catch(app), settings
        self._wrong = Bucket(_FAILURES / 60, _FAILURES, clock)
        self._calls = Bucket(settings.api_rate, settings.api_burst, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        exchange = Exchange(receive, send, headers)
        receive, send = exchange.receive, dressed(exchange.send)
        if self._is_entrance(scope, headers):
            response = RedirectResponse("/", 303)
            response.set_cookie(self._settings.cookie, self._settings.token, httponly=True, samesite="strict")
            await response(scope, receive, send)
            return
        refusal = self._refusal(scope, headers)
        if refusal is None:
            limit = self._settings.upload_bytes if scope["path"] in _UPLOADS else _BODY
            await self._app({**scope, "is_known": True}, bounded(receive, limit), send)
            return
        # Whatever else is on its way is not waited for.
        closing = refusal.headers | {"connection": "close"}
        await answer(scope, refusal.status, refusal.sentence, headers=closing)(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> Refusal | None:
        return (
            _wrong_form(scope, headers)
            or self._from_elsewhere(scope, headers)
            or self._unknown(scope, headers)
            or self._too_often(scope)
            or self._too_large(scope, headers)
        )

    def _from_elsewhere(self, scope: Scope, headers: Headers) -> Refusal | None:
        """Host, Origin and Sec-Fetch-Site: is it one of our own pages that asks, or no page at all?"""
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return Refusal(400)
        if hosts[0] not in self._settings.hosts:
            return Refusal(421, "This server answers to its own address only.")
        method, site = scope["method"], headers.get("sec-fetch-site")
        if any(origin != f"http://{hosts[0]}" for origin in headers.getlist("origin")):
            return Refusal(403, "Another origin asks; that is refused.")
        if site not in (None, "none", "same-origin") and not _is_navigation(scope, headers):
            return Refusal(403, "Another site asks; that is refused.")
        if method not in _METHODS:
            return Refusal(403 if method == "OPTIONS" else 405)
        is_stated = "origin" in headers or site is not None or _bearer(headers) is not None
        if method not in _READING and not is_stated:
            return Refusal(403, "Changes need an Origin, or the header Authorization: Bearer TOKEN.")
        return None

    def _unknown(self, scope: Scope, headers: Headers) -> Refusal | None:
        """The token: in the cookie, or as Bearer; at the entrance, in the address."""
        shown = [_bearer(headers), _cookie(headers, self._settings.cookie), _asked(scope)]
        if any(text is not None and self._is_token(text) for text in shown[:2]):
            return None
        if all(text is None for text in shown):
            # A link from elsewhere brings no strict cookie along, the same page asked for by itself does.
            is_linked = headers.get("sec-fetch-site") == "cross-site" and _is_navigation(scope, headers)
            again = {"refresh": "0; url=/"} if is_linked else {}
            return Refusal(401, headers={"www-authenticate": "Bearer", **again})
        wait = self._wrong.take("token")
        return _later(wait) if wait else Refusal(401, headers={"www-authenticate": "Bearer"})

    def _is_entrance(self, scope: Scope, headers: Headers) -> bool:
        asked = _asked(scope)
        is_ours = _wrong_form(scope, headers) is None and self._from_elsewhere(scope, headers) is None
        return asked is not None and is_ours and self._is_token(asked)

    def _is_token(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self._settings.token.encode())

    def _too_often(self, scope: Scope) -> Refusal | None:
        if not scope["path"].startswith("/api"):
            return None
        wait = self._calls.take((scope.get("client") or ("",))[0])
        return _later(wait) if wait else None

    def _too_large(self, scope: Scope, headers: Headers) -> Refusal | None:
        limit = self._settings.upload_bytes if scope["path"] in _UPLOADS else _BODY
        return Refusal(413) if declared_length(headers) > limit else None


def _wrong_form(scope: Scope, headers: Headers) -> Refusal | None:
    """What no browser sends: several lengths, a length beside chunks, an address instead of a path."""
    lengths = len(headers.getlist("content-length")) + len(headers.getlist("transfer-encoding"))
    is_path = scope.get("raw_path", b"/").startswith(b"/")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD:
        return Refusal(431)
    return None if lengths <= 1 and is_path and "\0" not in scope["path"] else Refusal(400 if is_path else 421)


def _is_navigation(scope: Scope, headers: Headers) -> bool:
    """Does a person follow a link from elsewhere to the front page?"""
    is_top = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return is_top and scope["method"] == "GET" and scope["path"] == "/"


def _bearer(headers: Headers) -> str | None:
    scheme, _, text = headers.get("authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" and text else None


def _cookie(headers: Headers, name: str) -> str | None:
    for line in headers.getlist("cookie"):
        for part in line.split(";"):
            key, _, text = part.strip().partition("=")
            if key == name:
                return text
    return None


def _asked(scope: Scope) -> str | None:
    if scope["path"] != "/" or scope["method"] != "GET":
        return None
    try:
        stated = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=20).get("token")
    except ValueError:
        return None
    return stated[0] if stated else None


def _later(wait: float) -> Refusal:
    return Refusal(429, "Too many requests; wait a moment.", {"retry-after": str(ceil(wait))})
