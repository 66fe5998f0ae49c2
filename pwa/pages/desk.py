"""What every page is given: the plans, the settings, and where files and cookies are found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nicegui import ui

from pwa.settings import Settings
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The ways from a page to everything outside it.

    Args:
        asset: file name -> address.
        find_cookie: cookies of a request and a slot (or ``mine``) -> the real slot and its cookie, or None.
    """

    access: PlanAccess
    settings: Settings
    asset: Callable[[str], str]
    find_cookie: Callable[[Mapping[str, str], str], tuple[str, DeviceCookie] | None]

    def held(self, slot: str) -> tuple[str, DeviceCookie] | None:
        """The slot and cookie of the request that loaded this page; a change still asks whether it is allowed."""
        return self.find_cookie(ui.context.client.request.cookies, slot)
