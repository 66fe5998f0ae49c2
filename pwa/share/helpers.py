"""People who write with a plan's owner: invited by a link that works once, held to their rights, ended at any time.

A helper is one more holder of the plan, with a key of their own; so is an invitation, whose key is made of the secret
in its link. What each may do lies sealed in the plan. The server opens the plan with their key and gives them a view of
it (``rights.view``); it makes a change of theirs only after ``rights.refusal`` has nothing against it, within the save.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pwa.errors import PocketPlanError
from pwa.plan.change import Change, ChangeKind, Outcome, refused
from pwa.plan.changes import apply
from pwa.plan.model import Plan
from pwa.plan.section import N_
from pwa.share import base64url
from pwa.share.helping import Facts, Helper, Invitation, as_facts, helper_of, is_over
from pwa.share.rights import Rights, at_end, refusal, view
from pwa.store.base import Holder
from pwa.store.tickets import invitation
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import DeviceRemoved, NotAllowed, new_device, removed_of, with_new_key
from pwa.vault.keys import KEY_BYTES, derive, key_pair, new_key, seal_to
from pwa.vault.unsealed import Unsealed

MOST = 20
DAYS_REMEMBERED = 60  # on which a part was opened, or something in it taken back, of each part

_TAKES_BACK = (ChangeKind.DELETE, ChangeKind.LEAVE)


class HelpEnded(NotAllowed):
    """They helped here, and no longer do; only who has their key is told so."""

    reason = "help_ended"

    def __init__(self) -> None:
        super().__init__()
        self.advice = N_("You no longer help with this plan: it was ended, or its last day is over.")


class NoInvitation(PocketPlanError):
    """Wrong, used, taken back or too old: nobody can tell which."""

    reason = "no_invitation"

    def __init__(self) -> None:
        super().__init__(N_("This invitation does not work, or no longer. Please ask for a new one."))


class TooManyHelpers(PocketPlanError):
    """One plan has as many helpers as it can have."""

    reason = "too_many_helpers"

    def __init__(self) -> None:
        super().__init__(N_("As many people as can be write with you already. Please end one first."))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a helper gets of a plan."""

    plan: Plan = field(repr=False)
    owner: str = field(repr=False)
    name: str = field(repr=False)
    until: str
    since: str
    rights: Rights


class Helpers:
    """Blocking. A day is ``YYYY-MM-DD`` by the server's clock, and decides what has ended."""

    def __init__(self, access: PlanAccess) -> None:
        self._access = access

    def invite(self, cookie: DeviceCookie, wanted: Invitation, day: str) -> str:
        """The secret of a new invitation, which stands in its link and nowhere else; raises ``NeedsProof``."""
        self._access.proofs.need(cookie)
        facts = as_facts(wanted, day)
        secret = secrets.token_bytes(KEY_BYTES)
        locator, key = _locator(secret), _key(secret)
        self._access.store.put_locator(locator, cookie.plan_id)

        def edit(found: Unsealed) -> Unsealed:
            if len([one for one in found.record.holders if one.kind in ("helper", "invite")]) >= MOST:
                raise TooManyHelpers
            public = bytes(key_pair((key,)).public_key)
            sealed = seal_to(public, found.plan_key)
            holder = Holder(
                id=locator,
                kind="invite",
                factors=("link",),
                public=public,
                sealed_key=sealed,
                day=day,
            )
            known = {**found.known, locator: facts}
            return replace(found.with_holders(*found.record.holders, holder), known=known)

        try:
            self._access.edit(cookie, edit)
        except TooManyHelpers:
            self._access.store.drop_locator(locator)
            raise
        self._access.store.put_ticket(invitation(locator, cookie.plan_id, day))
        return base64url.encode(secret)

    def all(self, cookie: DeviceCookie, day: str) -> tuple[Helper, ...]:
        """Everyone who was ever invited, the newest first; what is over by now is ended with it."""
        found = self._access.look(cookie)
        for holder_id in _over(found, day):
            self.end(cookie, holder_id, day)
            found = self._access.look(cookie)
        kinds = {one.id: one.kind for one in _holders(found)}
        known = [(name, facts) for name, facts in found.known.items() if "sections" in facts]
        return tuple(helper_of(found.plan, name, facts, kinds.get(name)) for name, facts in reversed(known))

    def end(self, cookie: DeviceCookie, holder_id: str, day: str) -> Opened:
        """Let someone open the plan no more, or take an invitation back: the plan gets another key at once.

        One that was ended already is ended still. What they wrote and what they are called stays.
        """
        opened = self._access.edit(cookie, lambda found: _without(found, holder_id, day))
        self._forget_invitation(holder_id)
        self._access.closing.close(cookie.plan_id, holder_id)
        return opened

    def go_on(self, cookie: DeviceCookie, holder_id: str, entries: Iterable[str]) -> Opened:
        """Someone helps all the same, though these entries under ``avoid`` may be them."""

        def edit(found: Unsealed) -> Unsealed:
            facts = found.facts_of(holder_id)
            goes_on = list(dict.fromkeys((*facts.get("goes_on", ()), *entries)))
            return _knowing(found, holder_id, {**facts, "goes_on": goes_on}) if facts else found

        return self._access.edit(cookie, edit)

    def take(self, secret: str, day: str) -> DeviceCookie:
        """Help from now on: the invitation is used up, a key of one's own opens the plan. Raises ``NoInvitation``."""
        raw = base64url.decode_exactly(secret, KEY_BYTES)
        if raw is None:
            raise NoInvitation
        locator, key = _locator(raw), _key(raw)
        plan_id = self._access.store.find_locator(locator)

        def find() -> Unsealed:
            try:
                found = self._access.find(plan_id, "invite", locator, (key,))
            except NotAllowed:
                raise NoInvitation from None
            if is_over(found.facts_of(locator), "invite", day):
                raise NoInvitation
            return found

        cookie, device, _ = new_device(plan_id or "", new_key(), day)
        helper = replace(device, kind="helper")
        self._access.save(find, lambda found: _taken(found, locator, helper, day), told="")
        self._access.save(lambda: self._look(cookie, day), replace, told="")
        self._forget_invitation(locator)
        return cookie

    def open(self, cookie: DeviceCookie, day: str) -> Seen:
        """What a helper sees; raises ``HelpEnded`` or ``NotAllowed``."""
        return _seen(self._look(cookie, day), cookie)

    def note(self, cookie: DeviceCookie, section: str, day: str) -> None:
        """Remember that a helper opened a part, once for each day."""

        def edit(found: Unsealed) -> Unsealed:
            if section not in found.facts_of(cookie.device_id)["sections"] or found.restored:
                return found
            return _with_day(found, cookie.device_id, "opened", section, day)

        self._access.save(lambda: self._look(cookie, day), edit, told="")

    def change(self, cookie: DeviceCookie, changes: Iterable[Change], day: str) -> tuple[Seen, list[Outcome]]:
        """Make the changes that this helper may make; whose voice it is and which day is what the server knows."""
        wanted = [replace(one, by=cookie.device_id, device="", day=day) for one in changes]
        outcomes: list[Outcome] = []

        def edit(found: Unsealed) -> Unsealed:
            rights, plan = _rights(found, cookie), found.plan
            outcomes.clear()
            for change in wanted:
                if reason := refusal(plan, change, rights):
                    outcomes.append(refused(reason))
                    continue
                applied = apply(plan, at_end(plan, change))
                if change.kind in _TAKES_BACK and applied.plan != plan:
                    found = _with_day(found, cookie.device_id, "took_back", change.section, day)
                plan = applied.plan
                outcomes.append(applied.outcome)
            return found if plan == found.plan else replace(found, plan=plan)

        _, after = self._access.save(lambda: self._look(cookie, day), edit, told="")
        return _seen(after, cookie), outcomes

    def leave(self, cookie: DeviceCookie, day: str) -> None:
        """Help no longer, as the helper wishes."""
        self._end_as_helper(cookie, day, by_them=True)

    def _forget_invitation(self, locator: str) -> None:
        self._access.store.drop_locator(locator)
        self._access.store.take_ticket(locator, 0.0)

    def _look(self, cookie: DeviceCookie, day: str) -> Unsealed:
        found = self._find(cookie)
        if is_over(found.facts_of(cookie.device_id), "helper", day):
            self._end_as_helper(cookie, day)
            raise HelpEnded
        return found

    def _find(self, cookie: DeviceCookie) -> Unsealed:
        try:
            return self._access.find(cookie.plan_id, "helper", cookie.device_id, (cookie.key,))
        except DeviceRemoved:
            raise HelpEnded from None

    def _end_as_helper(self, cookie: DeviceCookie, day: str, *, by_them: bool = False) -> None:
        """Once: who ends it with their own key can't open it a second time."""

        def edit(found: Unsealed) -> Unsealed:
            return _without(found, cookie.device_id, day, by_them=by_them)

        self._access.save(lambda: self._find(cookie), edit, told="")
        self._access.closing.close(cookie.plan_id, cookie.device_id)


def _holders(found: Unsealed) -> tuple[Holder, ...]:
    return tuple(one for one in found.record.holders if one.kind in ("helper", "invite"))


def _over(found: Unsealed, day: str) -> list[str]:
    """Who has no right any more and was not ended yet; an invitation may have left the record by itself."""
    kinds = {one.id: one.kind for one in _holders(found)}
    living = [(name, facts) for name, facts in found.known.items() if "sections" in facts and "ended" not in facts]
    return [name for name, facts in living if name not in kinds or is_over(facts, kinds[name], day)]


def _taken(found: Unsealed, locator: str, helper: Holder, day: str) -> Unsealed:
    """The helper in the invitation's place, and another plan key: the link opens nothing that is saved from now on."""
    plan_key = new_key()
    others = (one for one in found.record.holders if one.id != locator)
    facts = {name: one for name, one in found.facts_of(locator).items() if name != "expires"}
    known = {name: one for name, one in found.known.items() if name != locator}
    voices = {**found.plan.voices, helper.id: {"name": facts["name"], "role": facts["role"]}}
    return replace(
        found.with_holders(*with_new_key((*others, helper), plan_key)),
        plan_key=plan_key,
        plan=replace(found.plan, voices=voices),
        known={**known, helper.id: {**facts, "taken": day}},
    )


def _without(found: Unsealed, holder_id: str, day: str, *, by_them: bool = False) -> Unsealed:
    gone = next((one for one in _holders(found) if one.id == holder_id), None)
    if gone is None and holder_id not in _over(found, day):
        return found
    plan_key = new_key()
    staying = with_new_key((one for one in found.record.holders if one is not gone), plan_key)
    removed = (removed_of(gone, day),) if gone and gone.kind == "helper" else ()
    record = replace(found.record, holders=staying, removed=(*found.record.removed, *removed))
    facts = {**found.facts_of(holder_id), "ended": day, **({"left": True} if by_them else {})}
    return _knowing(replace(found, record=record, plan_key=plan_key), holder_id, facts)


def _with_day(found: Unsealed, holder_id: str, what: str, section: str, day: str) -> Unsealed:
    facts = found.facts_of(holder_id)
    days = facts.get(what, {}).get(section, [])
    if day in days:
        return found
    told = {**facts.get(what, {}), section: [*days, day][-DAYS_REMEMBERED:]}
    return _knowing(found, holder_id, {**facts, what: told})


def _knowing(found: Unsealed, holder_id: str, facts: Facts) -> Unsealed:
    return replace(found, known={**found.known, holder_id: facts})


def _rights(found: Unsealed, cookie: DeviceCookie) -> Rights:
    return Rights.of(cookie.device_id, found.facts_of(cookie.device_id).get("sections", {}))


def _seen(found: Unsealed, cookie: DeviceCookie) -> Seen:
    facts, rights = found.facts_of(cookie.device_id), _rights(found, cookie)
    name, owner, until, since = (str(facts.get(key, "")) for key in ("name", "owner", "until", "taken"))
    return Seen(plan=view(found.plan, rights), owner=owner, name=name, until=until, since=since, rights=rights)


def _locator(secret: bytes) -> str:
    return derive((secret,), b"pocket-plan invitation locator 1")[:16].hex()


def _key(secret: bytes) -> bytes:
    return derive((secret,), b"pocket-plan invitation key 1")
