"""Someone else's plan that is open on a helper's page: their view of it, and the changes that they may make."""

from collections.abc import Sequence
from typing import Any

from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.days import today
from pwa.pages.desk import Desk
from pwa.pages.open_plan import OpenPlan
from pwa.plan.changes import Change, Outcome
from pwa.plan.model import Entry
from pwa.plan.section import N_
from pwa.share.helpers import HelpEnded, Seen
from pwa.share.rights import NOT_ALLOWED, Rights, is_own
from pwa.vault.access import Opened
from pwa.vault.cookies import DeviceCookie

_NO_LONGER_SAVED = N_("You no longer help with this plan, so this can’t be saved. What you typed stays on this page.")
_NOT_YOURS = N_("This is not yours to change. Nothing was changed.")
_FULL = N_("This list is full. Please delete one of yours before you add another.")  # theirs is full before the owner's


class HelpersPlan(OpenPlan):
    """Each change shows the store the helper's cookie of the page's load: once help has ended, nothing is changed.

    ``name`` is what the plan is called among all that this browser helps with.
    """

    has_ideas = False

    def __init__(self, *, desk: Desk, t: Translator, slot: str, cookie: DeviceCookie, seen: Seen, name: str) -> None:
        self.name = name
        self.owner = seen.owner
        self.until = seen.until
        self.since = seen.since
        self._rights = seen.rights
        super().__init__(desk=desk, t=t, slot=slot, cookie=cookie, opened=_opened(seen, cookie))

    @property
    def rights(self) -> Rights:
        """What the helper may do, as far as this page knows."""
        return self._rights

    def is_own(self, entry: Entry) -> bool:
        """Whether the helper may change an entry."""
        return is_own(entry, self.cookie.device_id)

    def sentence(self, error: PocketPlanError | Outcome) -> str:
        """Why something was refused, for a helper."""
        if isinstance(error, HelpEnded):
            return self.t(_NO_LONGER_SAVED)
        own = {NOT_ALLOWED: _NOT_YOURS, "too_many_entries": _FULL}.get(str(error.reason))
        return self.t(own) if own else super().sentence(error)

    def _read(self) -> Opened:
        return self._with(self.desk.helpers.open(self.cookie, today().isoformat()))

    def _make(self, changes: Sequence[Change]) -> tuple[Opened, list[Outcome]]:
        seen, outcomes = self.desk.helpers.change(self.cookie, changes, today().isoformat())
        return self._with(seen), outcomes

    def _with(self, seen: Seen) -> Opened:
        self._rights = seen.rights
        return _opened(seen, self.cookie)

    def _named(self, raw: Any) -> Any:
        return {name: value for name, value in super()._named(raw).items() if name != "device"}


def _opened(seen: Seen, cookie: DeviceCookie) -> Opened:
    """What a page needs of an opened plan; of devices, copies and codes a helper learns nothing."""
    return Opened(
        plan=seen.plan, revision=0, cookie=cookie, devices=0, copies=0, has_code=False, restored_from_previous=False
    )
