"""The headers of every answer, whatever made it."""

from starlette.types import Message, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

_OURS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


def dressed(send: Send) -> Send:
    """The same ``send``, with our headers on every answer; what the app says of them itself does not count."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", ()) if _is_the_apps(pair[0])]
            message = {**message, "headers": kept + _OURS}
        await send(message)

    return sending


def _is_the_apps(name: bytes) -> bool:
    lower = name.lower().decode("latin-1")
    return lower not in HEADERS and not lower.startswith("access-control-")
