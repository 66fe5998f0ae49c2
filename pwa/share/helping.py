"""What is known of someone who helps: settled by the owner, kept sealed in the plan, told to the owner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pwa.plan.change import InvalidChange
from pwa.plan.content import parse_day
from pwa.plan.model import Plan
from pwa.plan.voices import short
from pwa.share.rights import TO_READ
from pwa.store.tickets import INVITATION_DAYS

Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the owner settles.

    Args:
        name: of the person who is invited, and ``role``: who they are to the owner.
        owner: what the owner is called before them.
        sections: section id -> ``read`` or ``write``.
        until: the last day (``YYYY-MM-DD``) on which they help; empty: until the owner ends it.
    """

    name: str = field(repr=False)
    role: str = field(default="", repr=False)
    owner: str = field(repr=False)
    sections: Mapping[str, str]
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Helper:
    """Someone who helps, was invited, or has helped, as the owner sees them.

    Args:
        state: ``invited``, ``helps`` or ``ended``.
        made, taken, ended: days (``YYYY-MM-DD``); empty while it has not come to that.
        has_left: whether it was they who ended it.
        expires: the last day on which an invitation can be taken.
        opened: section id -> the days on which they opened it, the newest last.
        wrote: section id -> the days on which they wrote what stands there now, or offered it.
        took_back: section id -> the days on which they took back something that they had written there.
    """

    id: str
    name: str = field(repr=False)
    role: str = field(repr=False)
    sections: Mapping[str, str]
    until: str
    state: str
    made: str
    taken: str = ""
    ended: str = ""
    has_left: bool = False
    expires: str = ""
    opened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wrote: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    took_back: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def as_facts(wanted: Invitation, day: str) -> dict[str, Any]:
    """What is kept of an invitation that is made on a day; raises ``InvalidChange``."""
    known = {one.id for one in TO_READ}
    sections = {name: one for name, one in wanted.sections.items() if name in known and one in ("read", "write")}
    name, owner = short(wanted.name), short(wanted.owner)
    if not name or not owner or not sections or len(sections) < len(wanted.sections):
        raise InvalidChange("missing")
    expires = (date.fromisoformat(day) + timedelta(days=INVITATION_DAYS)).isoformat()
    about = {"name": name, "role": short(wanted.role), "owner": owner, "until": parse_day(wanted.until)}
    return {**about, "sections": sections, "made": day, "expires": expires}


def is_over(facts: Facts, kind: str, day: str) -> bool:
    """Whether the last day of a holder of this kind is over."""
    last = [facts.get("until"), facts.get("expires") if kind == "invite" else ""]
    return any(one and one < day for one in last)


def helper_of(plan: Plan, holder_id: str, facts: Facts, kind: str | None) -> Helper:
    """A helper as the owner sees them; ``kind`` is that of the holder, None when there is none any more."""
    named = {key: str(facts.get(key, "")) for key in ("name", "role", "until", "made", "taken", "ended", "expires")}
    return Helper(
        id=holder_id,
        **named,
        sections=facts["sections"],
        state={"helper": "helps", "invite": "invited"}.get(kind or "", "ended"),
        has_left=facts.get("left") is True,
        opened=_days(facts, "opened"),
        wrote=_wrote(plan, holder_id),
        took_back=_days(facts, "took_back"),
    )


def _days(facts: Facts, what: str) -> dict[str, tuple[str, ...]]:
    return {section: tuple(days) for section, days in facts.get(what, {}).items()}


def _wrote(plan: Plan, by: str) -> dict[str, tuple[str, ...]]:
    """On which days someone wrote what is in the plan, by section."""
    found: dict[str, tuple[str, ...]] = {}
    for section, entries in plan.sections.items():
        texts = (text for entry in entries for text in (*entry.texts, *entry.earlier, *entry.suggestions))
        days = {text.day for text in texts if text.by == by and text.day}
        if days:
            found[section] = tuple(sorted(days))
    return found
