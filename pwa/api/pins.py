"""The routes of a PIN: set it, take it away, unlock, lock. The PIN itself never comes here."""

import asyncio
import time
from base64 import urlsafe_b64decode
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pwa.api import cookies
from pwa.api.context import Context, read_json
from pwa.api.opening import held_plan, lock_all, opened_plan
from pwa.api.problems import Problem
from pwa.vault.keys import KEY_BYTES
from pwa.vault.pin import LEAST_ROUNDS, SALT_BYTES, PinFactor, Pins

_MOST_ROUNDS = 10_000_000
_MOST_SECONDS = 3_600
_TRIES_PER_HOUR = 300


def routes(context: Context) -> APIRouter:
    """``POST /api/plans/<slot>/pin``, ``.../unlock`` ``.../prove`` and ``.../lock``; each answers 204."""
    router = APIRouter(prefix="/api/plans/{slot}")
    pins = Pins(context.access)

    @router.post("/pin")
    async def put(request: Request, slot: str) -> Response:
        """Set a PIN, or with ``{"off": true}`` take it away; the device has to be unlocked, and its owner shown."""
        body = await read_json(request)
        name, cookie, _ = await opened_plan(context, request, slot)
        response = Response(status_code=204)
        if body.get("off") is True:
            with context.rates.wrong_ones("pin", request, _TRIES_PER_HOUR):
                await asyncio.to_thread(pins.unset, cookie)
            cookies.lock(response, request.cookies)
            return response
        factor, seconds = _factor(body), _seconds(body)
        with context.rates.wrong_ones("pin", request, _TRIES_PER_HOUR):
            cookie = await asyncio.to_thread(pins.set, cookie, factor)
        cookies.unlock(response, name, cookie, context.reach(request), seconds)
        return response

    @router.post("/unlock")
    async def unlock(request: Request, slot: str) -> Response:
        """Unlock with what the device made of its PIN; with nothing, stay unlocked for the same time from now.

        With ``{"calls": true}`` for five minutes at least: its owner makes a call, or writes a text.
        """
        body = await read_json(request)
        response = Response(status_code=204)
        calls = body.get("calls") is True
        if not body or calls:
            name, cookie, _ = await opened_plan(context, request, slot)
            if cookie.pin:
                cookies.renew(response, request.cookies, name, cookie, context.reach(request), calls=calls)
            return response
        name, cookie = held_plan(request, slot)
        secret, seconds = _bytes(body, "secret", KEY_BYTES), _seconds(body)
        with context.rates.wrong_ones("pin", request, _TRIES_PER_HOUR):
            cookie = (await asyncio.to_thread(pins.unlock, cookie, secret, time.time())).cookie
        if cookie.pin:
            cookies.unlock(response, name, cookie, context.reach(request), seconds)
        return response

    _add_proof_and_lock(router, context, pins)
    return router


def _add_proof_and_lock(router: APIRouter, context: Context, pins: Pins) -> None:
    @router.post("/prove")
    async def prove(request: Request, slot: str) -> Response:
        """Show that it is the owner who holds an unlocked device, with what it made of its PIN."""
        body = await read_json(request)
        _, cookie, _ = await opened_plan(context, request, slot)
        secret, proof = (_bytes(body, name, KEY_BYTES) for name in ("secret", "proof"))
        if cookie.pin:
            with context.rates.wrong_ones("pin", request, _TRIES_PER_HOUR):
                await asyncio.to_thread(pins.prove, cookie, secret, proof, time.time())
        return Response(status_code=204)

    @router.post("/lock")
    async def lock(request: Request, slot: str) -> Response:
        """Lock this browser; also where nothing is unlocked, or no plan is."""
        await read_json(request)
        await lock_all(context, request)
        response = Response(status_code=204)
        cookies.lock(response, request.cookies)
        return response


def _factor(body: dict[str, Any]) -> PinFactor:
    rounds = body.get("rounds")
    if type(rounds) is not int or not LEAST_ROUNDS <= rounds <= _MOST_ROUNDS:
        raise Problem("unreadable")
    return PinFactor(
        secret=_bytes(body, "secret", KEY_BYTES),
        salt=_bytes(body, "salt", SALT_BYTES),
        rounds=rounds,
        proof=_bytes(body, "proof", KEY_BYTES),
        storage=_bytes(body, "storage", KEY_BYTES),
    )


def _seconds(body: dict[str, Any]) -> int:
    seconds = body.get("seconds")
    if type(seconds) is not int or not 0 <= seconds <= _MOST_SECONDS:
        raise Problem("unreadable")
    return seconds


def _bytes(body: dict[str, Any], name: str, size: int) -> bytes:
    value = body.get(name)
    try:
        found = urlsafe_b64decode(value + "==") if isinstance(value, str) else b""
    except ValueError:
        found = b""
    if len(found) != size:
        raise Problem("unreadable")
    return found
