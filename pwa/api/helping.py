"""The routes by which someone begins to help with a plan, and by which a browser lets go of help that has ended."""

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa.api import cookies
from pwa.api.context import Context, read_json, today
from pwa.api.opening import safe_reach
from pwa.api.problems import Problem
from pwa.share.helpers import HelpEnded
from pwa.vault.holders import NotAllowed

_FORGETTING_PER_HOUR = 600


def routes(context: Context) -> APIRouter:
    """``POST /api/helpers`` and ``POST /api/helpers/forget``."""
    router = APIRouter(prefix="/api/helpers")

    @router.post("")
    async def take(request: Request) -> Response:
        """Take an invitation: its secret once, then a cookie of one's own. A plan of one's own stays as it is."""
        secret = (await read_json(request)).get("secret")
        if not isinstance(secret, str):
            raise Problem("unreadable")
        how = safe_reach(context, request)
        context.rates.count("helpers", request, context.settings.recoveries_per_hour)
        cookie = await asyncio.to_thread(context.helpers.take, secret, today().isoformat())
        slot = cookies.new_slot()
        response = JSONResponse({"slot": slot})
        cookies.keep_helping(response, slot, cookie, how)
        return response

    @router.post("/forget")
    async def forget(request: Request) -> Response:
        """Take the cookies of help that has ended out of this browser: they open nothing, and never will."""
        await read_json(request)
        context.rates.count("forget helping", request, _FORGETTING_PER_HOUR)
        ended = []
        for slot, cookie in cookies.helping(request.cookies).items():
            try:
                await asyncio.to_thread(context.helpers.open, cookie, today().isoformat())
            except HelpEnded:
                ended.append(slot)
            except NotAllowed:
                continue
        response = JSONResponse({"forgotten": len(ended)})
        for slot in ended:
            cookies.forget(response, request.cookies, slot, kinds="h")
        return response

    return router
