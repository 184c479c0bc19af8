"""Where a model is asked, and the key that goes there and nowhere else.

Only over https, or over plain http on this machine and in private networks.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from etl.errors import SettingError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """A base URL that was looked at. ``path`` has no slash at its end."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """What a key is bound to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def is_here(self) -> bool:
        """Is it this machine, so that nothing leaves it?"""
        literal = _literal(self.host)
        return self.host == "localhost" or (literal is not None and literal.is_loopback)


class ApiKey:
    """A key bound to the origin it was given for. Its text is in no representation, and it cannot be pickled."""

    __slots__ = ("_text", "origin")

    def __init__(self, text: str, place: Address) -> None:
        """Raises SettingError, without the text, for what cannot be a key."""
        text = text.strip()
        if not text or len(text) > 4096 or any(not "!" <= character <= "~" for character in text):
            raise SettingError("The key is empty or holds characters that no key has; copy it again.")
        self._text = text
        self.origin = place.origin

    def header(self, place: Address) -> str:
        """What proves to the place who asks. Raises SettingError anywhere but at the key's origin."""
        if place.origin != self.origin:
            raise SettingError(f"The key was given for {self.origin}, not for {place.origin}; give the key for that.")
        return f"Bearer {self._text}"

    def __repr__(self) -> str:
        return f"ApiKey(for {self.origin})"

    def __reduce__(self) -> str:
        raise TypeError("A key stays in the process it was given to.")


def address(base_url: str) -> Address:
    """Take a base URL apart. Raises SettingError for what no model may be asked at; it repeats no password."""
    try:
        parts = urlsplit(base_url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise SettingError(_wrong("cannot be read")) from None
    if parts.scheme not in ("http", "https"):
        raise SettingError(_wrong("begins with neither https:// nor http://"))
    if not host or any(character in host for character in "%\\ \t"):
        raise SettingError(_wrong("names no host"))
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingError(_wrong("holds more than a host and a path"))
    if any(not "!" <= character <= "~" for character in parts.path + host):
        raise SettingError(_wrong("holds what no URL may"))
    literal = _literal(host)
    if literal is not None:
        _refuse(literal, parts.scheme)
    return Address(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), parts.path.rstrip("/"))


def refuse_public(place: Address) -> None:
    """Plain http only to this machine and private networks. Looks the name up. Raises SettingError."""
    if place.scheme == "https" or place.is_here:
        return
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SettingError(f"There is no host {place.host}; look at the base URL of the model.") from None
    for *_, target in found:
        literal = _literal(str(target[0]).partition("%")[0])
        if literal is not None:
            _refuse(literal, place.scheme)


def _literal(host: str) -> _Address | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _refuse(literal: _Address, scheme: str) -> None:
    """What answers on link-local addresses of a rented machine gives away its secrets."""
    if literal.is_link_local or literal.is_unspecified or literal.is_multicast:
        raise SettingError(_wrong("names an address that no model has"))
    if scheme == "http" and not (literal.is_loopback or literal.is_private):
        raise SettingError(_wrong("would send your texts and your key unencrypted; use https://"))


def _wrong(why: str) -> str:
    return f"The base URL of the model {why}; give it as https://api.openai.com/v1 or http://localhost:11434/v1."
