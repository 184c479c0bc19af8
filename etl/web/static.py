"""Our style sheet, script and pictures: read once, found by exact name, so that no path leads anywhere else."""

from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from etl import assets

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


async def static(request: Request) -> Response:
    """A file of etl/web/static."""
    found = files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1])


@cache
def files() -> dict[str, tuple[bytes, str]]:
    """Every file that is served as it is, by name, with its media type."""
    paths = sorted(path for path in assets.web("static").iterdir() if path.suffix in _TYPES)
    return {path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in paths}
