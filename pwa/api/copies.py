"""The routes of a supporter's copy: to someone without its key, whatever there is or was looks like nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from pwa.api.answers import Answers
from pwa.api.context import Context, read_json
from pwa.api.problems import Problem
from pwa.share.openings import is_keeping
from pwa.share.refusals import NoSuchCopy

# A refusal is answered at one moment after its request, so that no reading of a file can be told from its time.
REFUSAL_SECONDS = 0.02

_BODY_BYTES = 4_000
_PASSCODE_CHARACTERS = 200

Done = TypeVar("Done")


def routes(context: Context) -> APIRouter:
    """``/api/copies/<id>/…``."""
    router = APIRouter()
    openings = context.copies.openings

    async def open_copy(request: Request) -> Response:
        copy_id, body = request.path_params["copy_id"], await _body(request)
        context.rates.count("copies", request, context.settings.openings_per_hour)
        proof, passcode, keeping = body.get("proof"), _text(body, "passcode"), _keeping(body)
        sealed = None if keeping else openings.open_at_hand(copy_id, proof)
        if sealed is None:
            sealed = await _refused_alike(lambda: openings.open(copy_id, proof, passcode=passcode, keeping=keeping))
        # base64url and dots: nothing of it has to be escaped.
        return Response(f'{{"copy":"{sealed}"}}', media_type="application/json")

    async def let_go(request: Request) -> Response:
        copy_id, body = request.path_params["copy_id"], await _body(request)
        context.rates.count("copies", request, context.settings.openings_per_hour)
        keeping = _keeping(body)
        if keeping is None:
            raise Problem("unreadable")
        await _refused_alike(lambda: openings.let_go(copy_id, body.get("proof"), keeping))
        return Response(status_code=204)

    router.add_route("/api/copies/{copy_id}/open", open_copy, methods=["POST"])
    router.add_route("/api/copies/{copy_id}/keeping", let_go, methods=["DELETE"])
    return router


def application(context: Context, answers: Answers) -> Starlette:
    """The same as an application of their own: what FastAPI does around a route costs as much as an opening."""
    app = Starlette()
    of_copies = routes(context).routes
    app.router.routes.extend(of_copies)
    answers.install(app)
    answers.close(app, of_copies)
    return app


@asynccontextmanager
async def writing_days(context: Context, every_seconds: float = 30) -> AsyncIterator[None]:
    """Write the days on which copies were opened now and then, and at the end."""

    async def write() -> None:
        while True:
            await asyncio.sleep(every_seconds)
            await asyncio.to_thread(context.copies.openings.flush)

    task = asyncio.create_task(write())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.to_thread(context.copies.openings.flush)


async def _refused_alike(act: Callable[[], Done]) -> Done:
    loop = asyncio.get_running_loop()
    refusal = loop.time() + REFUSAL_SECONDS
    try:
        return await asyncio.to_thread(act)
    except NoSuchCopy:
        await asyncio.sleep(max(0.0, refusal - loop.time()))
        raise Problem("not_found") from None


async def _body(request: Request) -> dict[str, Any]:
    return await read_json(request, _BODY_BYTES)


def _text(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if not (value is None or (isinstance(value, str) and len(value) <= _PASSCODE_CHARACTERS)):
        raise Problem("unreadable")
    return value


def _keeping(body: dict[str, Any]) -> str | None:
    value = body.get("keeping")
    if not (value is None or is_keeping(value)):
        raise Problem("unreadable")
    return value
