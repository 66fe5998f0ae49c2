"""What happened to a plan, for the phone that holds it: so that earlier versions are read there without signal."""

import asyncio
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa.api.context import Context
from pwa.api.opening import opened_plan
from pwa.api.plans import happened_tag
from pwa.plan.phone_history import history_for_phone
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.unsealed import Unsealed

_PER_HOUR = 3_000  # as many as changes: each may be followed by one


def routes(context: Context) -> APIRouter:
    """The route ``/api/plans/<slot>/earlier``; a phone asks when the plan that it got says that there is more."""
    router = APIRouter(prefix="/api/plans/{slot}")

    @router.get("/earlier")
    async def read(request: Request, slot: str) -> Response:
        _, cookie, opened = await opened_plan(context, request, slot)
        context.rates.count("earlier", request, _PER_HOUR)
        found, facts = await asyncio.to_thread(_read, context.access, cookie)
        # Someone may have written since: then it is of that plan, and the phone asks again once it has that.
        tag = happened_tag(replace(opened, happened=context.access.earlier.mark(found)))
        return JSONResponse({"happened": tag, **facts})

    return router


def _read(access: PlanAccess, cookie: DeviceCookie) -> tuple[Unsealed, dict[str, Any]]:
    found = access.look(cookie)
    items, is_whole = access.earlier.known(found)
    devices = [{"id": one.id, "name": str(found.facts_of(one.id).get("name", ""))} for one in found.devices()]
    damaged = {} if is_whole else {"damaged": True}
    return found, {"devices": devices, **history_for_phone(found.plan, items), **damaged}
