"""What every page is given: the plans, the settings, and where files and cookies are found."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nicegui import ui
from starlette.requests import HTTPConnection

from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.share.helpers import Helpers
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.adding import Adding
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The ways from a page to everything outside it.

    Args:
        asset: file name -> address.
        base_url: the address that links start with, as this request's browser may give it to others.
        unlocked_seconds: cookies of a request and a slot -> how long a device with a PIN stays unlocked without use.
        helping: cookies of a request -> each slot of a plan that someone helps with, and its cookie.
        find_cookies: cookies of a request and a slot (or ``mine``) -> each real slot and cookie that may be meant.
    """

    access: PlanAccess
    adding: Adding
    copies: Copies
    settings: Settings
    asset: Callable[[str], str]
    base_url: Callable[[HTTPConnection], str]
    unlocked_seconds: Callable[[Mapping[str, str], str], int]
    find_cookies: Callable[[Mapping[str, str], str], Sequence[tuple[str, DeviceCookie]]]
    helping: Callable[[Mapping[str, str]], Mapping[str, DeviceCookie]] = lambda _: {}

    @property
    def devices(self) -> Devices:
        """The devices of plans."""
        return Devices(self.access)

    @property
    def helpers(self) -> Helpers:
        """Those who write with owners of plans."""
        return Helpers(self.access)

    async def open(self, slot: str) -> tuple[str, DeviceCookie, Opened] | None:
        """The plan that the request for this page means and can open, or None when it holds no cookie for one.

        A cookie that opens nothing hides no other.
        On a device with a PIN the page locks itself. Raises a ``PocketPlanError`` when none of them opens a plan.
        """
        refusal: NotAllowed | None = None
        for name, cookie in self.find_cookies(ui.context.client.request.cookies, slot):
            try:
                opened = await asyncio.to_thread(self.access.open, cookie)
            except NotAllowed as error:
                refusal = refusal or error
                continue
            if cookie.pin:
                seconds = self.unlocked_seconds(ui.context.client.request.cookies, name)
                script = f'<script type="module" src="{self.asset("desk_lock.js")}?seconds={seconds}"></script>'
                ui.add_head_html(script)
            return name, cookie, opened
        if refusal:
            raise refusal
        return None
