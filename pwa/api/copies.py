"""The routes of a supporter's copy: to someone without its key, whatever there is or was looks like nothing."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pwa.api.answers import Answers
from pwa.api.context import Context, read_json
from pwa.api.problems import Problem
from pwa.errors import PocketPlanError
from pwa.share.openings import is_keeping
from pwa.share.refusals import NoSuchCopy

# A refusal is answered at one moment after its request, so that no reading of a file can be told from its time.
REFUSAL_SECONDS = 0.02

_BODY_BYTES = 4_000
_PASSCODE_CHARACTERS = 200

METHODS = {"open": "POST", "keeping": "DELETE"}
_PATH = re.compile("/api/copies/([^/]*)/(open|keeping)")

Done = TypeVar("Done")


class CopyAnswers:
    """``POST /api/copies/<id>/open`` and ``DELETE /api/copies/<id>/keeping``, as an ASGI application of their own.

    It stands before all other routes: what a framework does around a route costs more than an opening.
    """

    def __init__(self, app: ASGIApp, *, context: Context, answers: Answers) -> None:
        self._app = app
        self._context = context
        self._answers = answers
        self._openings = context.copies.openings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is ours, and send the rest on."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/copies/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except (PocketPlanError, HTTPException) as error:
            response = await self._answers.expected(request, error)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> ASGIApp:
        found = _PATH.fullmatch(request.scope["path"])
        if found is None:
            raise Problem("not_found")
        copy_id, what = found.groups()
        if request.method != METHODS[what]:
            raise Problem("wrong_method", headers={"Allow": METHODS[what]})
        body = await read_json(request, _BODY_BYTES)
        return await (self._open if what == "open" else self._let_go)(request, copy_id, body)

    async def _open(self, request: Request, copy_id: str, body: dict[str, Any]) -> ASGIApp:
        openings, proof, passcode, keeping = self._openings, body.get("proof"), _text(body, "passcode"), _keeping(body)
        sealed = None if keeping else openings.open_at_hand(copy_id, proof)
        if sealed is None:
            self._count(request)
            sealed = await _refused_alike(lambda: openings.open(copy_id, proof, passcode=passcode, keeping=keeping))
        return _Opened(sealed)

    async def _let_go(self, request: Request, copy_id: str, body: dict[str, Any]) -> ASGIApp:
        self._count(request)
        keeping = _keeping(body)
        if keeping is None:
            raise Problem("unreadable")
        await _refused_alike(lambda: self._openings.let_go(copy_id, body.get("proof"), keeping))
        return Response(status_code=204)

    def _count(self, request: Request) -> None:
        """What is at hand costs nothing and tells nobody anything: only the rest has a limit."""
        self._context.rates.count("copies", request, self._context.settings.openings_per_hour)


class _Opened:
    """The answer with a copy; what Starlette's own does beside sending costs as much as finding the copy."""

    def __init__(self, sealed: str) -> None:
        self._body = f'{{"copy":"{sealed}"}}'.encode()  # base64url and dots: nothing of it has to be escaped

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", str(len(self._body)).encode()), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})


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
