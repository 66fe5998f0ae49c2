"""The routes of one's own plan: make, read, change, bring back with the recovery code, delete."""

import asyncio
import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa import i18n, lines
from pwa.api import cookies
from pwa.api.context import CHANGES_BYTES, Context, read_json, today
from pwa.api.cookies import Reach
from pwa.api.opening import living_plan, may_hold, may_recover, opened_plan
from pwa.api.problems import Problem
from pwa.i18n.written import other_language
from pwa.plan.changes import Change, parse_change
from pwa.plan.exchange import Gap
from pwa.plan.snapshot import snapshot
from pwa.share import link, qr
from pwa.share.terms import Copy
from pwa.store.errors import NoSuchPlan
from pwa.vault.access import Opened
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import DeviceRemoved, NotAllowed

_FIRST_OUTBOX = "0" * 32  # names the changes that the server itself makes at a plan's start
_CHANGES_AT_ONCE = 200
_CHANGES_PER_HOUR = 3_000
_FORGETTING_PER_HOUR = 600


def routes(context: Context) -> APIRouter:
    """The routes of ``/api/plans`` and ``/api/recovery``."""
    router = APIRouter(prefix="/api")
    _add_ways_in(router, context)
    _add_plan(router, context)
    return router


def _add_ways_in(router: APIRouter, context: Context) -> None:
    access, rates, settings = context.access, context.rates, context.settings

    @router.post("/plans")
    async def make(request: Request) -> Response:
        first = _first_changes(await read_json(request))
        how = await may_hold(context, request)
        rates.count("plans", request, settings.plans_per_hour)
        opened = await asyncio.to_thread(access.create, first, today().isoformat())
        return new_holder(request, opened, how, 201)

    @router.post("/recovery")
    async def recover(request: Request) -> Response:
        asked = await read_json(request)
        typed, attempt = asked.get("code"), asked.get("attempt", "")
        if not (isinstance(typed, str) and isinstance(attempt, str)):
            raise Problem("unreadable")
        how, locked, gone = await may_recover(context, request)
        with rates.wrong_ones("recovery", request, settings.recoveries_per_hour):
            opened = await asyncio.to_thread(access.recover, typed, today().isoformat(), locked, gone, attempt)
        return new_holder(request, opened, how, 200)

    @router.post("/devices/forget")
    async def forget(request: Request) -> Response:
        """Take the cookies of devices that were removed out of this browser: they open nothing, and never will."""
        await read_json(request)
        context.rates.count("forget", request, _FORGETTING_PER_HOUR)
        forgotten = []
        for slot, cookie in cookies.held(request.cookies).items():
            try:
                await asyncio.to_thread(access.open, cookie)
            except DeviceRemoved:
                forgotten.append(slot)
            except NotAllowed:
                continue
        response = JSONResponse({"forgotten": len(forgotten)})
        for slot in forgotten:
            cookies.forget(response, request.cookies, slot)
        return response


def _add_plan(router: APIRouter, context: Context) -> None:
    access = context.access

    @router.get("/plans/{slot}")
    async def read(request: Request, slot: str) -> Response:
        slot, cookie, opened = await opened_plan(context, request, slot)
        opened = await asyncio.to_thread(context.devices.note, cookie, opened, today().isoformat())
        response = _plan_response(request, cookie, await _facts(context, request, opened, slot))
        _renew(context, request, response, slot, cookie)
        return response

    @router.post("/plans/{slot}/changes")
    async def change(request: Request, slot: str) -> Response:
        slot, cookie = await living_plan(context, request, slot)
        with context.rates.owners_or_wrong("changes", request, cookie.device_id, _CHANGES_PER_HOUR):
            plan_id, outbox, numbered = _numbered(await read_json(request, CHANGES_BYTES))
            try:
                opened, results = await asyncio.to_thread(access.exchange, cookie, plan_id, outbox, numbered)
            except Gap as gap:
                raise Problem("gap", gap.advice, expected=gap.expected) from None
        opened = await asyncio.to_thread(context.devices.note, cookie, opened, today().isoformat())
        facts = await _facts(context, request, opened, slot)
        answer = {**facts, "results": [result.as_json() for result in results]}
        response = JSONResponse(answer, headers={"ETag": _etag(cookie, facts)})
        _renew(context, request, response, slot, cookie)
        return response

    @router.delete("/plans/{slot}")
    async def delete(request: Request, slot: str) -> Response:
        slot, cookie = await living_plan(context, request, slot)
        if (await read_json(request)).get("sure") is not True:
            raise Problem("unreadable")
        await asyncio.to_thread(access.delete, cookie, today().isoformat())
        response = Response(status_code=204)
        cookies.forget(response, request.cookies, slot)
        return response


def _renew(context: Context, request: Request, response: Response, slot: str, cookie: DeviceCookie) -> None:
    how = context.reach(request)
    cookies.keep(response, slot, cookie, how)
    if cookie.pin:
        cookies.renew(response, request.cookies, slot, cookie, how)


def new_holder(request: Request, opened: Opened, how: Reach, status: int) -> Response:
    """The answer to a browser that holds a plan from now on, with its cookie."""
    slot = cookies.new_slot()
    made = {"slot": slot, "plan": opened.plan.id, "device": opened.cookie.device_id}
    response = JSONResponse({**made, "removal_secret": opened.removal_secret, "storage": opened.storage}, status)
    cookies.forget(response, request.cookies)
    cookies.keep(response, slot, opened.cookie, how)
    return response


async def _facts(context: Context, request: Request, opened: Opened, slot: str) -> dict[str, Any]:
    copies = context.copies.active(opened.shared)
    # A code is some milliseconds of work, each time anew: kept in memory, it would be a copy's key in memory.
    shared = await asyncio.to_thread(_all_shared, copies, "" if opened.cookie.pin else context.base_url(request))
    removal = await asyncio.to_thread(_removal_hash, context, opened.cookie)
    return {
        **await asyncio.to_thread(snapshot, opened.plan, other_language),
        "plan": opened.plan.id,
        "slot": slot,
        "revision": opened.revision,
        "device": opened.cookie.device_id,
        "devices": opened.devices,
        "copies": len(copies),
        "helpers": len(opened.helps),
        "shared": shared,
        "restored": opened.restored_from_previous,
        "has_code": opened.has_code,
        "added": opened.added,
        "new_words": opened.new_words,
        "happened": happened_tag(opened),
        **({"pictures": [*opened.pictures]} if opened.pictures else {}),
        **({"removal": removal} if removal else {}),
    }


def happened_tag(opened: Opened) -> str:
    """What tells a phone whether what it holds of the plan's history is still all of it."""
    return blake2b(opened.happened.encode(), key=opened.cookie.key, digest_size=8).hexdigest()


def _removal_hash(context: Context, cookie: DeviceCookie) -> str:
    """What a device whose browser kept nothing but the cookie will ask for before it believes that it was removed."""
    try:
        holders = context.access.store.load(cookie.plan_id).record.holders
    except NoSuchPlan:
        return ""
    return next((one.removal_hash.hex() for one in holders if one.id == cookie.device_id and one.removal_hash), "")


def _all_shared(copies: Iterable[Copy], base_url: str) -> list[dict[str, Any]]:
    return [_shared(copy, base_url) for copy in copies]


def _shared(copy: Copy, base_url: str) -> dict[str, Any]:
    """What a phone needs to show a copy's code without a network; with no address it gets none: the PIN comes first."""
    terms = copy.terms
    told = {"label": terms.label, "sections": [*terms.sections], "until": terms.until, "left": [*terms.left]}
    code = {"code": qr.packed(link.make(base_url, copy.id, copy.key))} if base_url else {}
    return {"id": copy.id, **told, **code}


def _plan_response(request: Request, cookie: DeviceCookie, facts: dict[str, Any]) -> Response:
    headers = {"ETag": _etag(cookie, facts), "Vary": "Cookie"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(facts, headers=headers)


def _etag(cookie: DeviceCookie, facts: dict[str, Any]) -> str:
    """The same for an answer to changes as for the plan itself: what a phone has got so is not asked for again."""
    # A revision alone could name two texts once a damaged file was put aside; the key keeps the hash from saying more.
    content = blake2b(json.dumps(facts, sort_keys=True).encode(), key=cookie.key, digest_size=8).hexdigest()
    return f'"{facts["revision"]}-{content}"'


def _first_changes(body: dict[str, Any]) -> list[Change]:
    language, region, area = (body.get(name) for name in ("language", "region", "area"))
    is_known = language in [one.tag for one in i18n.languages()]
    if not is_known or not (region is None or (isinstance(region, str) and lines.is_country(region))):
        raise Problem("unreadable")
    values = {"language": language, "region": region, "area": area if isinstance(area, str) else None}
    raw = [
        {
            "kind": "set_field",
            "section": "settings",
            "entry": name,
            "revision": f"{_FIRST_OUTBOX}:{number}",
            "value": value,
            "based_on": None,
        }
        for number, (name, value) in enumerate(values.items(), 1)
        if value
    ]
    return [parse_change(one) for one in raw]


def _numbered(body: dict[str, Any]) -> tuple[str, str, list[tuple[int, Any]]]:
    plan_id, outbox, sent = body.get("plan"), body.get("outbox"), body.get("changes")
    if not (isinstance(plan_id, str) and _is_id(outbox) and isinstance(sent, list)):
        raise Problem("unreadable")
    if not sent:
        raise Problem("unreadable")
    if len(sent) > _CHANGES_AT_ONCE:
        raise Problem("too_many_changes", limit=_CHANGES_AT_ONCE)
    numbered = []
    for one in sent:
        seq = one.get("seq") if isinstance(one, dict) else None
        if type(seq) is not int or seq < 1:
            raise Problem("unreadable")
        numbered.append((seq, {name: value for name, value in one.items() if name != "seq"}))
    return plan_id, str(outbox), numbered


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == 32 and not set(value) - set("0123456789abcdef")
