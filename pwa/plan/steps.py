"""The way from one state of a plan to another, step by step, as a history notes what came in one exchange."""

from dataclasses import dataclass, field

from pwa.plan.change import Change, ChangeKind
from pwa.plan.model import Plan


@dataclass(frozen=True, kw_only=True)
class Step:
    """A state of a plan, and the day (``YYYY-MM-DD``) by the clock of whoever made it so; empty where it is unknown."""

    plan: Plan
    day: str = ""
    change: Change | None = field(default=None, repr=False)


class Steps(list[Step]):
    """Steps that go on from each other; ``earlier_acts.js`` tells them alike before they are sent."""

    def add(self, plan: Plan, change: Change) -> None:
        """A plan after a change; what goes on with the same typing, and a tick, make no step of their own."""
        last = self[-1].change if self else None
        goes_on = change.goes_on and last is not None and _place(last) == _place(change)
        if last and (goes_on or change.kind is ChangeKind.TICK):
            self[-1] = Step(plan=plan, day=last.day, change=last)
        else:
            self.append(Step(plan=plan, day=change.day, change=change))


def _place(change: Change) -> tuple[str, str, str]:
    return change.section, change.entry, change.day
