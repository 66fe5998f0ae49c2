"""The pictures of a plan over HTTP: keep one, read one, say what is on it, delete it. Each comes small."""

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa.api.context import Context, read_json
from pwa.api.opening import living_plan
from pwa.api.problems import Problem
from pwa.plan.pictures import PICTURE_BYTES, WORDS, NotAPicture
from pwa.store.errors import NoSuchPlan
from pwa.vault.pictures import Pictures

_TYPE = "image/webp"
_SENT_AS = {_TYPE, "image/jpeg"}
_PER_HOUR = 120


def routes(context: Context) -> APIRouter:
    """The routes below ``/api/plans/<slot>/pictures``."""
    router = APIRouter(prefix="/api/plans/{slot}/pictures")
    pictures = Pictures(context.access)

    @router.post("")
    async def add(request: Request, slot: str) -> Response:
        _, cookie = await living_plan(context, request, slot)
        context.rates.count("pictures", request, _PER_HOUR)
        content = await _read(request)
        return JSONResponse({"id": await asyncio.to_thread(pictures.add, cookie, content)}, 201)

    @router.get("/{picture_id}")
    async def read(request: Request, slot: str, picture_id: str) -> Response:
        _, cookie = await living_plan(context, request, slot)
        try:
            content = await asyncio.to_thread(pictures.read, cookie, picture_id)
        except NoSuchPlan:
            raise Problem("not_found") from None
        return Response(content, media_type=_TYPE)

    @router.put("/{picture_id}")
    async def describe(request: Request, slot: str, picture_id: str) -> Response:
        _, cookie = await living_plan(context, request, slot)
        words = (await read_json(request)).get("words")
        if not isinstance(words, str) or len(words) > WORDS:
            raise Problem("unreadable")
        try:
            await asyncio.to_thread(pictures.describe, cookie, picture_id, words)
        except NoSuchPlan:
            raise Problem("not_found") from None
        return Response(status_code=204)

    @router.delete("/{picture_id}")
    async def delete(request: Request, slot: str, picture_id: str) -> Response:
        _, cookie = await living_plan(context, request, slot)
        if (await read_json(request)).get("sure") is not True:
            raise Problem("unreadable")
        await asyncio.to_thread(pictures.delete, cookie, picture_id)
        return Response(status_code=204)

    return router


async def _read(request: Request) -> bytes:
    """The picture in a request's body; raises ``NotAPicture`` as soon as it is too large."""
    if request.headers.get("content-type", "") not in _SENT_AS:
        raise NotAPicture("not_a_picture")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > PICTURE_BYTES:
            raise NotAPicture("picture_too_large")
    return bytes(body)
