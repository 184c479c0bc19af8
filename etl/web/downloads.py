"""Names of downloads: what a header may hold and a file system takes."""

from urllib.parse import quote

from etl.export.names import clean

_BYTES = 100
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def disposition(title: str | None, suffix: str) -> str:
    """A Content-Disposition by which a browser stores an answer under a title (RFC 6266)."""
    name = clean(title, _BYTES)
    if name.split(".")[0].strip().lower() in _DEVICES:
        name = f"_{name}"
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%;' else "_" for c in name)
    return f"attachment; filename=\"{plain}.{suffix}\"; filename*=UTF-8''{quote(name, safe='')}.{suffix}"
