"""The one way a plan changes: a change is applied, and no words are lost that nobody deleted."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pwa.plan import texts
from pwa.plan.change import DONE, END, KEPT_BOTH, Applied, Change, ChangeKind, InvalidChange, Outcome, refused
from pwa.plan.limits import bytes_of, entries_of
from pwa.plan.model import Entry, Plan, Try
from pwa.plan.parsing import parse_change
from pwa.plan.stored import at_most, size_at_most, size_bytes, with_at_most

__all__ = [
    "DONE", "END", "KEPT_BOTH", "Applied", "Change", "ChangeKind", "InvalidChange", "Outcome", "apply", "parse_change",
    "refused",
]  # fmt: skip


def apply(plan: Plan, change: Change) -> Applied:
    """The plan after a change, and the answer to it; a change that was applied before does nothing."""
    if change.section in plan.unread:
        return _refused(plan, "newer_version")
    applied = _APPLY[change.kind](plan, change)
    if applied.plan is plan:
        return applied
    after = with_at_most(applied.plan, change.section, size_at_most(plan, applied.plan, change.section))
    over = _limit_passed(plan, after, change.section)
    return _refused(plan, over) if over else replace(applied, plan=after)


def _write(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _done(_inserted(plan, change, texts.first(change)))
    new = texts.written(entry, change)
    if new is entry:
        return _done(plan)
    return _stands(plan, change, new.changed(is_away=False))


def _set_field(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if change.value is not None:
        return _write(plan, change)
    if entry is None or not entry.now.content or texts.has_seen(entry, change.revision):
        return _done(plan)
    return _write(plan, change) if texts.is_current(entry, change) else _refused(plan, "changed_elsewhere")


def _move(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _refused(plan, "no_such_entry")
    if change.after is not None and plan.entry(change.section, change.after) is None:
        return _done(plan)
    return _done(plan if change.after == change.entry else _inserted(_without(plan, change), change, entry))


def _put_away(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _refused(plan, "no_such_entry")
    if entry.is_away:
        return _done(plan)
    if not texts.is_current(entry, change):
        return _refused(plan, "changed_elsewhere")
    return _done(_replaced(plan, change, entry.changed(is_away=True)))


def _bring_back(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _done(_inserted(plan, change, change.whole)) if change.whole else _refused(plan, "no_such_entry")
    joined = texts.joined(entry, change.whole) if change.whole and not change.if_gone else entry
    return _stands(plan, change, joined.changed(is_away=False))


def _delete(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry and not texts.is_current(entry, change):
        return _refused(plan, "changed_elsewhere")
    return _done(_without(plan, change) if entry else plan)


def _tick(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _refused(plan, "no_such_entry")
    if any(one.revision == change.revision for one in entry.tries):
        return _done(plan)
    one = Try(day=change.day, outcome=change.outcome, revision=change.revision)
    return _done(_replaced(plan, change, entry.changed(tries=(*entry.tries, one))))


def _only_me(plan: Plan, change: Change) -> Applied:
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _refused(plan, "no_such_entry")
    return _done(_replaced(plan, change, entry.changed(is_only_me=change.on)))


def _suggest(plan: Plan, change: Change) -> Applied:
    return _beside(plan, change, texts.suggested)


def _leave(plan: Plan, change: Change) -> Applied:
    return _beside(plan, change, texts.answered)


def _beside(plan: Plan, change: Change, made: Callable[[Entry, Change], Entry]) -> Applied:
    """What stands beside the texts of an entry changes, and none of them."""
    entry = plan.entry(change.section, change.entry)
    if entry is None:
        return _refused(plan, "no_such_entry")
    after = made(entry, change)
    return _done(plan if after is entry else _replaced(plan, change, after))


def _done(plan: Plan) -> Applied:
    return Applied(plan=plan, outcome=DONE)


def _refused(plan: Plan, reason: str) -> Applied:
    return Applied(plan=plan, outcome=refused(reason))


def _stands(plan: Plan, change: Change, entry: Entry) -> Applied:
    """The entry in its place; ``kept_both`` when more than one of its texts stands."""
    return Applied(plan=_replaced(plan, change, entry), outcome=KEPT_BOTH if entry.rivals else DONE)


def _replaced(plan: Plan, change: Change, entry: Entry) -> Plan:
    entries = plan.entries(change.section)
    return plan.with_entries(change.section, tuple(entry if one.id == entry.id else one for one in entries))


def _without(plan: Plan, change: Change) -> Plan:
    entries = plan.entries(change.section)
    return plan.with_entries(change.section, tuple(one for one in entries if one.id != change.entry))


def _inserted(plan: Plan, change: Change, entry: Entry) -> Plan:
    """The plan with an entry at the place that the change names; at the end when nothing is known of that place."""
    entries = plan.entries(change.section)
    ids = [one.id for one in entries]
    place = 0 if change.after is None else ids.index(change.after) + 1 if change.after in ids else len(ids)
    return plan.with_entries(change.section, (*entries[:place], entry, *entries[place:]))


def _limit_passed(before: Plan, after: Plan, section: str) -> str | None:
    """The limit that a change would pass; what makes a plan no larger is always allowed."""
    if len(after.entries(section)) > max(entries_of(section), len(before.entries(section))):
        return "too_many_entries"
    known = at_most(after, section)
    if known is not None and known <= bytes_of(section):
        return None
    size = size_bytes(after, section)
    return "plan_too_large" if size > bytes_of(section) and size > size_bytes(before, section) else None


_APPLY: Mapping[ChangeKind, Callable[[Plan, Change], Applied]] = {
    ChangeKind.ADD: _write,
    ChangeKind.EDIT: _write,
    ChangeKind.MOVE: _move,
    ChangeKind.PUT_AWAY: _put_away,
    ChangeKind.BRING_BACK: _bring_back,
    ChangeKind.DELETE: _delete,
    ChangeKind.TICK: _tick,
    ChangeKind.SET_FIELD: _set_field,
    ChangeKind.ONLY_ME: _only_me,
    ChangeKind.SUGGEST: _suggest,
    ChangeKind.LEAVE: _leave,
}
