"""The route by which someone begins to help with a plan."""

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa.api import cookies
from pwa.api.context import Context, read_json, today
from pwa.api.opening import safe_reach
from pwa.api.problems import Problem


def routes(context: Context) -> APIRouter:
    """``POST /api/helpers``."""
    router = APIRouter(prefix="/api/helpers")

    @router.post("")
    async def take(request: Request) -> Response:
        """Take an invitation: its secret once, then a cookie of one's own. A plan of one's own stays as it is."""
        secret = (await read_json(request)).get("secret")
        if not isinstance(secret, str):
            raise Problem("unreadable")
        how = safe_reach(context, request)
        with context.rates.wrong_ones("helpers", request, context.settings.recoveries_per_hour):
            cookie = await asyncio.to_thread(context.helpers.take, secret, today().isoformat())
        slot = cookies.new_slot()
        response = JSONResponse({"slot": slot})
        cookies.keep_helping(response, slot, cookie, how)
        return response

    return router
