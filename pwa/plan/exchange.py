"""Numbered changes from a phone's outbox: each is applied once, in order, and answered again when asked again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.change import DONE, Change, InvalidChange, Outcome, refused
from pwa.plan.changes import apply
from pwa.plan.content import object_of
from pwa.plan.limits import OverLimit
from pwa.plan.model import ME, Json, Plan
from pwa.plan.parsing import parse_change
from pwa.plan.section import N_

OUTBOXES = 64  # that are remembered: one that was idle while so many others sent gets a ``Gap`` and starts anew
REFUSALS = 200  # answers other than ``done`` that one batch may leave to be told again


@dataclass(frozen=True, kw_only=True)
class Sender:
    """What is known of one outbox: its last number, and the answers other than ``done`` that it may ask for again."""

    last: int = 0
    told: Mapping[int, Outcome] = field(default_factory=dict)
    extra: Json = field(default_factory=dict, repr=False)


Seen = Mapping[str, Sender]  # outbox -> what is known of it; the one used last stands last


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer to one numbered change."""

    seq: int
    outcome: Outcome

    def as_json(self) -> dict[str, Any]:
        """The answer as it is sent."""
        return {"seq": self.seq, **self.outcome.as_json()}


class Gap(PocketPlanError):
    """A number was left out: nothing of the batch was applied.

    The sender sends again from ``expected`` on; one that no longer has that change starts a new outbox.
    """

    reason = "gap"

    def __init__(self, expected: int) -> None:
        super().__init__(N_("Some of your changes have not arrived yet. They will be sent again."))
        self.expected = expected


IsTheirs = Callable[[Plan, Change], bool]


def accept(
    plan: Plan,
    seen: Seen,
    outbox: str,
    numbered: Iterable[tuple[int, object]],
    is_theirs: IsTheirs = lambda plan, change: False,
    told: Callable[[Plan, Change], None] = lambda plan, change: None,
) -> tuple[Plan, Seen, list[Result]]:
    """Apply what an outbox sends: one by one, in the order of their numbers, whatever order they come in.

    A change that can't be read is refused with its reason; the others go on. After ``REFUSALS`` answers that have to
    be remembered the batch ends: what got no answer is sent again, and by that the earlier answers are known.
    Words are the owner's whoever the change names, but where ``is_theirs`` knows that it brings back those of another.
    ``told`` hears of each change that could be read, with the plan after it.

    Raises:
        Gap: a number is missing before one that was sent.
    """
    batch = sorted(numbered, key=lambda item: item[0])
    sender = _asked(seen.get(outbox, Sender()), batch)
    results: list[Result] = []
    for seq, raw in batch:
        if seq > sender.last + 1:
            raise Gap(sender.last + 1)
        if seq == sender.last + 1:
            if len(sender.told) >= REFUSALS:
                break
            plan, outcome = _apply(plan, f"{outbox}:{seq}", raw, is_theirs, told)
            kept = sender.told if outcome == DONE else {**sender.told, seq: outcome}
            sender = replace(sender, last=seq, told=kept)
        results.append(Result(seq=seq, outcome=sender.told.get(seq, DONE)))
    others = [(name, one) for name, one in seen.items() if name != outbox]
    return plan, dict([*others, (outbox, sender)][-OUTBOXES:]), results


def seen_as_json(seen: Seen) -> dict[str, Any]:
    """The stored JSON of what was seen."""
    return {
        outbox: {
            "last": sender.last,
            "told": {str(seq): one.as_json() for seq, one in sender.told.items()},
            **sender.extra,
        }
        for outbox, sender in seen.items()
    }


def read_seen(data: Mapping[str, Any]) -> Seen:
    """What was seen, from its stored JSON."""
    return {
        outbox: Sender(
            last=raw["last"],
            told={
                int(seq): Outcome(result=one["result"], reason=one.get("reason"))
                for seq, one in raw.get("told", {}).items()
            },
            extra={key: value for key, value in raw.items() if key not in ("last", "told")},
        )
        for outbox, raw in data.items()
    }


def _asked(sender: Sender, batch: list[tuple[int, object]]) -> Sender:
    """A sender forgets a change once it has the answer: what lies before its first number is not asked for again."""
    first = batch[0][0] if batch else 0
    return replace(sender, told={seq: outcome for seq, outcome in sender.told.items() if seq >= first})


def _apply(
    plan: Plan, revision: str, raw: object, is_theirs: IsTheirs, told: Callable[[Plan, Change], None]
) -> tuple[Plan, Outcome]:
    try:
        data = {key: value for key, value in object_of(raw).items() if key != "seq"}
        if data.setdefault("revision", revision) != revision:
            raise InvalidChange("bad_id")
        change = parse_change(data)
        # Whose voice it is is what the server knows, and never what is sent.
        is_kept = change.by != ME and is_theirs(plan, change)
        applied = apply(plan, change if is_kept else replace(change, by=ME))
    except (InvalidChange, OverLimit) as error:
        return plan, refused(error.reason)
    told(applied.plan, change)
    return applied.plan, applied.outcome
