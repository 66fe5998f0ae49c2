"""Which of a browser's plans a request means, and whether it may get one."""

import asyncio
from dataclasses import replace

from starlette.requests import Request

from pwa.api import cookies
from pwa.api.context import Context
from pwa.api.cookies import Reach
from pwa.api.problems import Problem
from pwa.errors import PocketPlanError
from pwa.vault.access import Opened
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import Locked, NotAllowed
from pwa.vault.recovered import kept_storage


def held_plan(request: Request, slot: str) -> tuple[str, DeviceCookie]:
    """The slot and cookie that are meant, whether they open anything or not."""
    found = cookies.find(request.cookies, slot)
    if found is None:
        raise Problem("no_plan" if not cookies.held(request.cookies) else "not_allowed")
    return found


async def living_plan(context: Context, request: Request, slot: str) -> tuple[str, DeviceCookie]:
    """The slot and cookie that are meant; only where there is a choice does it cost an opening to tell."""
    if len(cookies.candidates(request.cookies, slot)) > 1:
        return (await opened_plan(context, request, slot))[:2]
    return held_plan(request, slot)


async def opened_plan(context: Context, request: Request, slot: str) -> tuple[str, DeviceCookie, Opened]:
    """The first held plan that a slot means and that opens: a cookie that opens nothing hides no other."""
    held_plan(request, slot)
    refusal: NotAllowed | None = None
    for name, cookie in cookies.candidates(request.cookies, slot):
        try:
            return name, cookie, await asyncio.to_thread(context.access.open, cookie)
        except NotAllowed as error:
            refusal = refusal if isinstance(refusal, Locked) else error  # a locked plan is a plan
    raise refusal or Problem("not_allowed")


async def lock_all(context: Context, request: Request) -> None:
    """Lock each device with a PIN of this browser; nobody can lock one whose cookie they do not have."""
    for _, cookie in cookies.candidates(request.cookies, cookies.MINE):
        context.access.proofs.forget(cookie.device_id)
        try:
            await asyncio.to_thread(context.access.look, replace(cookie, pin=b""))
        except Locked:
            context.access.closing.lock(cookie)
        except PocketPlanError:
            continue


async def may_hold(context: Context, request: Request) -> Reach:
    """Refuse where no cookie is safe, and where an own plan already is; a cookie that opens nothing is no plan."""
    how = safe_reach(context, request)
    if cookies.held(request.cookies):
        try:
            await opened_plan(context, request, cookies.MINE)
        except Locked:
            raise Problem("already_here") from None
        except NotAllowed:
            return how
        raise Problem("already_here")
    return how


async def may_recover(context: Context, request: Request) -> tuple[Reach, DeviceCookie | None, DeviceCookie | None]:
    """The same for a recovery code; a plan under a PIN gives way, but to itself alone: then its cookie comes along.

    It does so unlocked too: a phone that has just started asks for the PIN while the second cookie still holds. And it
    does once the PIN was forgotten, for a browser that was closed before it had opened what it kept under that. The
    last is a cookie that opens nothing.
    """
    how, gone = safe_reach(context, request), None
    for _, cookie in cookies.candidates(request.cookies, cookies.MINE):
        try:
            found = await asyncio.to_thread(context.access.look, replace(cookie, pin=b""))
        except Locked:
            return how, cookie, None
        except NotAllowed:
            gone = gone or cookie
            continue
        if kept_storage(found, cookie.device_id):
            return how, cookie, None
        raise Problem("already_here")
    return how, None, gone


def safe_reach(context: Context, request: Request) -> Reach:
    """How the request came; refused where no cookie is safe."""
    how = context.reach(request)
    if how is Reach.PLAIN:
        raise Problem("needs_https")
    return how
