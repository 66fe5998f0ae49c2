"""The way from one state of a plan to another, step by step, as a history notes what came in one exchange."""

from dataclasses import dataclass, field

from pwa.plan.change import Change, ChangeKind
from pwa.plan.model import Plan


@dataclass(frozen=True, kw_only=True)
class Step:
    """A state of a plan, and the day (``YYYY-MM-DD``) by the clock of whoever made it so; empty where it is unknown."""

    plan: Plan
    day: str = ""
    changes: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def restored(self) -> frozenset[str]:
        """The ids of entries that it brought back as they were before they were deleted."""
        return frozenset(one.entry for one in self.changes if one.kind is ChangeKind.BRING_BACK and one.whole)


class Steps(list[Step]):
    """Steps that go on from each other; ``earlier_acts.js`` tells them alike before they are sent."""

    def add(self, plan: Plan, change: Change) -> None:
        """A plan after a change; what goes on with the same typing, and a tick, make no step of their own."""
        last = self[-1].changes if self else ()
        goes_on = change.goes_on and bool(last) and _place(last[-1]) == _place(change)
        if last and (goes_on or change.kind is ChangeKind.TICK):
            self[-1] = Step(plan=plan, day=last[-1].day, changes=last)
        else:
            self.append(Step(plan=plan, day=change.day, changes=(change,)))


def _place(change: Change) -> tuple[str, str, str]:
    return change.section, change.entry, change.day
