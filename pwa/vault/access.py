"""The way into plans: everything that opens or changes one comes through here and shows a device's cookie or a code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from pwa.errors import PocketPlanError
from pwa.plan.change import Change, Outcome
from pwa.plan.changes import apply
from pwa.plan.days import folded
from pwa.plan.exchange import Result, accept
from pwa.plan.model import ME, Json, Plan
from pwa.plan.section import N_
from pwa.plan.steps import Step, Steps
from pwa.store.base import Holder, LoadedPlan, PlanRecord, PlanStore, RemovedDevice
from pwa.store.errors import Conflict, NoSuchPlan
from pwa.vault.closing import Closing
from pwa.vault.codes import WordsTooNew, does_count, has_kept, has_words, new_words_day, today, with_kept, with_new
from pwa.vault.cookies import DeviceCookie
from pwa.vault.earlier import HISTORY_KB, Earlier
from pwa.vault.holders import NotAllowed, forget_tries, new_device, refusal
from pwa.vault.keys import key_pair, new_id, new_key, open_sealed_key, seal_to
from pwa.vault.proofs import Proofs
from pwa.vault.recovered import kept_storage, made_by, recovered, successor_of
from pwa.vault.recovery import Form, RecoveryCode, new_code, parse_code
from pwa.vault.unsealed import SCHEMA, Unsealed, seal_next, unseal_plan

_ATTEMPTS = 100  # each one lost means that another writer got through
Edit = Callable[[Unsealed], Unsealed]


class OtherPlan(PocketPlanError):
    """Changes came that were made on another plan; none was applied."""

    reason = "other_plan"

    def __init__(self) -> None:
        super().__init__(N_("These changes belong to another plan. They are still kept on this phone."))


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A plan as it was opened or saved.

    Args:
        restored_from_previous: its newest file could not be read, and this device has not saved since it was told.
        helps: what the owner settled for each helper, and their ``id``; read by ``pwa.share``.
        shared: what the owner settled for each copy, its key among it; read by ``pwa.share``.
        removal_secret: given once, to a new device: the proof it will ask for before it believes that it was removed.
        has_code: a recovery code opens it, and its owner said to have it.
        added: the last day (``YYYY-MM-DD``) on which a device came beside another, wherever it is now; may be empty.
        used: the last day on which this device was used, as far as it was noted; may be empty.
        new_words: the last day on which words were made beside kept ones, and those were not shown; may be empty.
        pictures: the ``id`` of each picture and the ``words`` that say what is on it, in the order in which they came.
        happened: another text whenever what happened to it may be told otherwise; it holds words of the plan.
        storage: given once, to a device that takes the place of one with a PIN: the key (base64url) of what that kept.
    """

    plan: Plan = field(repr=False)
    revision: int
    cookie: DeviceCookie
    devices: int
    copies: int
    has_code: bool
    restored_from_previous: bool
    helps: tuple[Json, ...] = field(default=(), repr=False)
    shared: tuple[Json, ...] = field(default=(), repr=False)
    removal_secret: str | None = field(default=None, repr=False)
    added: str = ""
    used: str = ""
    new_words: str = ""
    pictures: tuple[Mapping[str, str], ...] = field(default=(), repr=False)
    happened: str = field(default="", repr=False)
    storage: str = field(default="", repr=False)


class PlanAccess:
    """Opens, changes and deletes plans in a store; blocking, and nothing of a plan stays in it between two calls."""

    def __init__(self, store: PlanStore, history_kb: int = HISTORY_KB) -> None:
        self.store, self.earlier = store, Earlier(store, history_kb)
        self.closing = Closing()
        self.proofs = Proofs()
        self._follow: Edit = lambda found: found
        pair = key_pair((new_key(),))
        # Opening this one fails like any other and takes as long.
        self._nobody = Holder(
            id="", kind="device", public=bytes(pair.public_key), sealed_key=seal_to(bytes(pair.public_key), new_key())
        )

    def follow_with(self, follow: Edit) -> None:
        """Call ``follow`` with each plan that was opened or saved; what it returns is shown, not saved by itself."""
        self._follow = follow

    def create(self, changes: Iterable[Change] = (), day: str = "") -> Opened:
        """Make a plan and its first device."""
        plan_id, plan_key = new_id(), new_key()
        cookie, device, removal_secret = new_device(plan_id, plan_key, day)
        plan = Plan(id=plan_id, schema=SCHEMA)
        for change in changes:
            plan = apply(plan, change).plan
        record = PlanRecord(plan_id=plan_id, revision=0, schema=SCHEMA, sealed=b"", holders=(device,))
        new = Unsealed(record=record, plan_key=plan_key, plan=plan, seen={}, rest={}, restored=False)
        record, notes = seal_next(new, cookie.device_id)
        self.store.create(record, notes)
        return _opened(replace(new, record=record), cookie, tell=False, removal_secret=removal_secret)

    def open(self, cookie: DeviceCookie) -> Opened:
        """Open a plan; raises ``NotAllowed``."""
        found = self._follow(self._by_cookie(cookie))
        return _opened(found, cookie, tell=found.has_to_tell(cookie.device_id))

    def look(self, cookie: DeviceCookie) -> Unsealed:
        """A plan with its key, for work on what is sealed beside it; nothing follows. Raises ``NotAllowed``."""
        return self._by_cookie(cookie)

    def edit(self, cookie: DeviceCookie, edit: Edit) -> Opened:
        """Change who can open or read a plan: saved twice, so that it is true for the previous file as well."""
        before, after = self.save(lambda: self._by_cookie(cookie), edit, told=cookie.device_id)
        opened = self._save_as(cookie, _once_more)
        for locator in {code.id for code in before.codes()} - {code.id for code in after.codes()}:
            self.store.drop_locator(locator)
        return opened

    def edit_once(self, cookie: DeviceCookie, edit: Edit) -> Opened:
        """Change what may be missing from the previous file."""
        return self._save_as(cookie, edit)

    def change(
        self, cookie: DeviceCookie, changes: Iterable[Change], *, keeps_voices: bool = False
    ) -> tuple[Opened, list[Outcome]]:
        """Apply changes of the owner's and save them together; ``keeps_voices`` of words known to be another's."""
        wanted = tuple(change if keeps_voices else replace(change, by=ME) for change in changes)
        said = max((change.day for change in wanted), default="")
        outcomes: list[Outcome] = []
        steps: list[Step] = []

        def edit(found: Unsealed) -> Unsealed:
            plan, outcomes[:] = found.plan, []
            for change in wanted:
                applied = apply(plan, change)
                plan = applied.plan
                outcomes.append(applied.outcome)
            steps[:] = [Step(plan=plan, day=said, changes=wanted)]
            return found if plan == found.plan else replace(found, plan=plan)

        return self._save_as(cookie, edit, steps), outcomes

    def exchange(
        self, cookie: DeviceCookie, plan_id: str, outbox: str, numbered: Iterable[tuple[int, object]]
    ) -> tuple[Opened, list[Result]]:
        """Take what a phone's outbox sends, and note it step by step, each on its day.

        Raises ``OtherPlan`` or ``Gap``, and then nothing was applied.
        """
        sent = tuple(numbered)
        results: list[Result] = []
        steps = Steps()

        def edit(found: Unsealed) -> Unsealed:
            if found.plan.id != plan_id:
                raise OtherPlan
            steps.clear()
            is_theirs = self.earlier.is_theirs(found)
            plan, seen, results[:] = accept(found.plan, found.seen, outbox, sent, is_theirs, steps.add)
            return found if (plan, seen) == (found.plan, found.seen) else replace(found, plan=plan, seen=seen)

        return self._save_as(cookie, edit, steps), results

    def make_recovery_code(self, cookie: DeviceCookie, form: Form = "words", day: str = "") -> str:
        """A new recovery code; the last one and the last kept one open the plan too, until this is kept and counts.

        Raises ``NeedsProof``.
        """
        self.proofs.need(cookie)
        code = new_code(form)
        self._by_cookie(cookie)
        self.store.put_locator(code.locator(), cookie.plan_id)
        is_shown, day = self.proofs.is_shown(cookie), day or today()
        self.edit(cookie, lambda found: with_new(found, code, cookie.device_id, day, is_shown=is_shown))
        return code.text()

    def keep_recovery_code(self, cookie: DeviceCookie, code: str = "") -> None:
        """Let those made before this code, or before the newest one, open nothing any more; raises ``CodeReplaced``.

        Kept ones stay while this one has to wait.
        """
        is_first = not has_words(self._by_cookie(cookie))
        self.edit(cookie, partial(with_kept, locator=parse_code(code).locator() if code else "", day=today()))
        if is_first:
            self.proofs.note(cookie)

    def has_recovery_code(self, cookie: DeviceCookie) -> bool:
        """Whether a code was made for this plan."""
        return bool(self._by_cookie(cookie).codes())

    def recover(
        self,
        typed: str,
        day: str = "",
        locked: DeviceCookie | None = None,
        gone: DeviceCookie | None = None,
        attempt: str = "",
    ) -> Opened:
        """Open a plan with its recovery code, as a new device; raises ``CodeError`` or ``NotAllowed``.

        ``locked`` is of the device whose PIN was forgotten: the new one takes its place, and no other plan may.
        ``gone`` is a cookie that opens nothing: it may have been that device's, whose successor the browser never met.
        ``attempt`` names the tries of one page: a device that an earlier one made, whose answer was lost, goes.
        """
        code = parse_code(typed)
        found = self._by_code(code)
        counts = does_count(found, code.locator(), day or today())
        cookie, device, removal_secret = new_device(found.plan.id, found.plan_key, day)
        if locked and (locked.plan_id != found.plan.id or not counts):
            raise NotAllowed if locked.plan_id != found.plan.id else WordsTooNew
        former = locked.device_id if locked else successor_of(found, gone) if gone and counts else ""
        former = former or made_by(found, attempt)
        storage, held = kept_storage(found, former), locked or gone
        known = partial(recovered, former=former, held=held, attempt=attempt)
        edit = partial(known, device=device, locator=code.locator(), day=day or today())
        before, _ = self.save(lambda: self._by_code(code), edit, told="")
        if former:
            forget_tries(self.store, former)
            self.closing.close(found.plan.id, former)
        _, after = self.save(lambda: self._by_code(code), _once_more, told="")
        if counts:
            self.proofs.note(cookie)
        tell = before.restored or bool(before.record.untold)
        return replace(_opened(after, cookie, tell=tell, removal_secret=removal_secret), storage=storage)

    def delete(self, cookie: DeviceCookie, day: str = "") -> None:
        """Delete the plan for good, with everything that was made of it; raises ``NeedsProof``."""
        found = self._by_cookie(cookie)
        self.proofs.need_owner(cookie, found)
        self.store.delete(cookie.plan_id, day)
        for device in found.devices():
            forget_tries(self.store, device.id)
        self.closing.close(cookie.plan_id)

    def _save_as(self, cookie: DeviceCookie, edit: Edit, steps: Sequence[Step] = ()) -> Opened:
        before, after = self.save(lambda: self._by_cookie(cookie), edit, told=cookie.device_id, steps=steps)
        return _opened(after, cookie, tell=before.has_to_tell(cookie.device_id))

    def save(
        self, find: Callable[[], Unsealed], edit: Edit, told: str, steps: Sequence[Step] = ()
    ) -> tuple[Unsealed, Unsealed]:
        """Open, change, seal and save; again from the start when another writer was faster.

        ``steps`` is what ``edit`` went through, where that is to be noted one by one.
        """
        for _ in range(_ATTEMPTS):
            before = find()
            after = edit(before)
            if after is before:
                return before, self._follow(before)
            after = replace(after, plan=folded(after.plan))
            try:
                after = self.earlier.noted(before, after, told, steps)
                record, notes = seal_next(after, told)
                self.store.save(record, before.record.revision, notes)
            except NoSuchPlan:
                raise NotAllowed from None
            except Conflict:
                continue
            self.earlier.settle(before, after)
            return before, self._follow(replace(after, record=record, restored=False))
        raise Conflict

    def _by_cookie(self, cookie: DeviceCookie) -> Unsealed:
        secrets = cookie.secrets[:1] if self.closing.is_void(cookie) else cookie.secrets
        return self.find(cookie.plan_id, "device", cookie.device_id, secrets)

    def _by_code(self, code: RecoveryCode) -> Unsealed:
        locator = code.locator()
        return self.find(self.store.find_locator(locator), "recovery", locator, (code.secret(),))

    def find(self, plan_id: str | None, kind: str, holder_id: str, secrets: tuple[bytes, ...]) -> Unsealed:
        """Open a plan as one of its holders; raises ``NotAllowed``."""
        loaded = self._load(plan_id)
        holders = loaded.record.holders if loaded else ()
        holder = next((one for one in holders if (one.kind, one.id) == (kind, holder_id)), self._nobody)
        plan_key = open_sealed_key(holder, secrets)
        if loaded is None or plan_key is None:
            removed = self._removed(plan_id, loaded) if kind in ("device", "helper") else ()
            raise refusal(holder, removed, holder_id, secrets[0])
        return unseal_plan(loaded, plan_key, self.store)

    def _removed(self, plan_id: str | None, loaded: LoadedPlan | None) -> Iterable[RemovedDevice]:
        """The devices that were taken off a plan, or that had one until it was deleted."""
        if loaded is not None:
            return loaded.record.removed
        deletion = self.store.find_deletion(plan_id or "")
        return deletion.devices if deletion else ()

    def _load(self, plan_id: str | None) -> LoadedPlan | None:
        try:
            return self.store.load(plan_id or "")
        except NoSuchPlan:
            return None


def _opened(found: Unsealed, cookie: DeviceCookie, *, tell: bool, removal_secret: str | None = None) -> Opened:
    return Opened(
        plan=found.plan,
        revision=found.record.revision,
        cookie=cookie,
        devices=len(found.devices()),
        copies=len(found.record.copies),
        has_code=has_kept(found),
        helps=tuple({**found.facts_of(one.id), "id": one.id} for one in found.record.holders if one.kind == "helper"),
        restored_from_previous=tell,
        shared=found.copies,
        removal_secret=removal_secret,
        added=str(found.marks.get("added", "")),
        used=found.used(cookie.device_id),
        new_words=new_words_day(found),
        pictures=tuple({"id": one, "words": facts.get("words", "")} for one, facts in found.pictures.items()),
        happened=Earlier.mark(found),
    )


def _once_more(found: Unsealed) -> Unsealed:
    """Who can open a plan is saved twice: so it is true for the previous file as well, should that be needed."""
    return replace(found)
