"""What a change is, and what is answered to one."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.model import ME, Entry, Json, Plan
from pwa.plan.section import N_

END = "end"  # where an added entry goes when nothing else is said; no entry id looks like this


class ChangeKind(StrEnum):
    """What a change does, as its JSON says it."""

    ADD = "add"
    EDIT = "edit"
    MOVE = "move"
    PUT_AWAY = "put_away"
    BRING_BACK = "bring_back"
    DELETE = "delete"
    TICK = "tick"
    SET_FIELD = "set_field"
    ONLY_ME = "only_me"
    SUGGEST = "suggest"
    LEAVE = "leave"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing a person did to their plan; made by ``parsing.parse_change``, which checks and cleans it.

    Args:
        entry: id of the entry, or the name of a named field.
        revision: the name of this change, ``<outbox>:<seq>``.
        content: the fields of an entry; a hidden field that was emptied is there as None.
        based_on: revision of the text it was made on; None when there was none.
        settles: revisions of other texts of the entry that the person saw and decided against, and of suggestions that
            were taken or left.
        goes_on: the typing that wrote the text it is based on was not finished yet.
        after: id of the entry it stands behind, None for the first place, ``END`` for the last.
        value: the value of a named field; None clears it.
        outcome: how a try went.
        only_me: the writer saw the entry marked so; it is again when it was deleted meanwhile, and only then.
        whole: the deleted entry that an undo brings back, or a put-away one as it was seen.
        if_gone: ``whole`` stands in for an entry that was deleted meanwhile; of one that is there it says nothing.
        by: whose voice it is.
        device: id of the device it was made on.
        day: ``YYYY-MM-DD`` on that device.
    """

    kind: ChangeKind
    section: str
    entry: str
    revision: str
    content: Json = field(default_factory=dict, repr=False)
    phrase: str | None = None
    based_on: str | None = None
    settles: tuple[str, ...] = ()
    goes_on: bool = False
    after: str | None = END
    value: Any = field(default=None, repr=False)
    outcome: str = ""
    on: bool = False
    only_me: bool = False
    whole: Entry | None = None
    if_gone: bool = False
    by: str = ME
    device: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The answer to a change: ``done``, ``kept_both``, or ``refused`` with a reason."""

    result: str
    reason: str | None = None

    def as_json(self) -> dict[str, str]:
        """The answer as it is sent."""
        return {"result": self.result, **({"reason": self.reason} if self.reason else {})}


DONE = Outcome(result="done")
KEPT_BOTH = Outcome(result="kept_both")


def refused(reason: str) -> Outcome:
    """The answer to a change that was not made."""
    return Outcome(result="refused", reason=reason)


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A plan after a change, and the answer; a refused change leaves the plan as it was."""

    plan: Plan
    outcome: Outcome


class InvalidChange(PocketPlanError):
    """Something from outside is not a change that this version can make.

    Args:
        reason: ``missing`` (a text that has to be there), ``unknown_kind``, ``unknown_section``, ``unknown_field``,
            ``wrong_section`` (the kind does not fit it), ``wrong_type``, ``bad_id``, ``bad_choice``, ``bad_day``.
    """

    def __init__(self, reason: str) -> None:
        missing = N_("Something is missing here, such as a name. Nothing is lost: please fill it in.")
        other = N_("This could not be saved as it is. Nothing that was saved before is lost.")
        super().__init__(missing if reason == "missing" else other, reason=reason)
