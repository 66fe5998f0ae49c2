"""The routes by which a new device is added: it shows a ticket, then asks until its owner has compared the digits."""

import asyncio
import time
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa.api.context import Context, read_json
from pwa.api.opening import may_hold
from pwa.api.plans import new_holder
from pwa.api.problems import Problem


def routes(context: Context) -> APIRouter:
    """``POST /api/devices`` and ``POST /api/devices/ready``."""
    router = APIRouter(prefix="/api/devices")

    @router.post("")
    async def redeem(request: Request) -> Response:
        """Four digits to show to the owner, and a token to ask with."""
        ticket, secret = _two(await read_json(request), "secret")
        await may_hold(context, request)
        with context.rates.wrong_ones("devices", request, context.settings.recoveries_per_hour):
            digits, token = await asyncio.to_thread(context.adding.redeem, ticket, secret, time.time())
        return JSONResponse({"digits": digits, "token": token})

    @router.post("/ready")
    async def ready(request: Request) -> Response:
        """Once it is confirmed the plan's cookie; until then 202."""
        ticket, token = _two(await read_json(request), "token")
        how = await may_hold(context, request)
        with context.rates.wrong_ones("devices", request, context.settings.recoveries_per_hour):
            added = await asyncio.to_thread(context.adding.ready, ticket, token, time.time())
        if added is None:
            return JSONResponse({"ready": False}, 202)
        cookie, removal = added
        opened = await asyncio.to_thread(context.access.open, cookie)
        return new_holder(request, replace(opened, removal_secret=removal), how, 200)

    return router


def _two(body: dict[str, object], name: str) -> tuple[str, str]:
    ticket, other = body.get("ticket"), body.get(name)
    if not (isinstance(ticket, str) and isinstance(other, str)):
        raise Problem("unreadable")
    return ticket, other
