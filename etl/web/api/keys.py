"""/api/register-key: a key to a model, held for some minutes."""

from math import ceil

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize.ai.address import Address, ApiKey, address
from etl.categorize.ai.settings import configured
from etl.errors import SettingError
from etl.web.body import fields
from etl.web.errors import Refused
from etl.web.services import Services, services


async def register(request: Request) -> Response:
    """Hold a key, encrypted and in memory only, for the endpoint that is set up now and for no other."""
    ours = services(request)
    asked = await fields(request, api_key=str)
    wait = ours.keys.take("")
    if wait:
        raise Refused(429, "Too many keys; wait a moment.", retry=ceil(wait))
    place = address(configured(ours.settings.database, {})["base_url"])
    try:
        ApiKey(asked["api_key"], place)
    except SettingError:
        raise Refused(400, "api_key is empty or holds characters that no key has; copy it again.", "api_key") from None
    token = ours.vault.put(asked["api_key"].strip(), place.origin)
    return JSONResponse({"key_token": token, "ttl_seconds": int(ours.vault.seconds)})


def held(request: Request, ours: Services, place: Address) -> ApiKey | None:
    """The key that X-Key-Token stands for; None without that header. Raises Refused where it stands for none."""
    token = request.headers.get("x-key-token")
    if token is None:
        return None
    key = ours.vault.get(token, place.origin)
    if key is None:
        raise Refused(401, "The key token is wrong or its time is over; register the key again.", "X-Key-Token")
    return ApiKey(key, place)


ROUTES: list[BaseRoute] = [Route("/register-key", register, methods=["POST"])]
