"""What an operator may learn of a plan whose owner agreed to it: four times yes or no, and a month; never a word."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pwa.plan.model import Aside, Plan
from pwa.plan.record_sections import LOOKS
from pwa.plan.sections import ABOUT, CONTACTS, SECTIONS, SETTINGS

FLAGS = ("alive", "contact", "looked", "with_someone")
LOOKED_DAYS = 92
_AGREED = "counted"


def flags_of(plan: Plan, today: date) -> dict[str, Any]:
    """The flags and the ``month`` (``YYYY-MM``) in which they were true; empty unless the owner agreed."""
    entry = plan.entry(SETTINGS.id, _AGREED)
    if entry is None or entry.is_away or entry.rivals or entry.now.content.get("value") is not True:
        return {}
    since = (today - timedelta(days=LOOKED_DAYS)).isoformat()
    looks = plan.sections.unchanged(LOOKS.id)
    looked = str(looks.note.get("last", "")) if isinstance(looks, Aside) else last_look(plan)
    return {
        "alive": any(one.now.content for section in SECTIONS for one in plan.shown(section.id)),
        "contact": bool(plan.shown(CONTACTS.id)),
        "looked": looked >= since,
        "with_someone": bool(plan.voices or plan.value(ABOUT.id, "written_with")),
        "month": f"{today:%Y-%m}",
    }


def last_look(plan: Plan) -> str:
    """The newest day (``YYYY-MM-DD``) of a look; empty when there is none."""
    return max((str(one.now.content.get("day", "")) for one in plan.shown(LOOKS.id)), default="")


def read_flags(raw: object) -> dict[str, Any]:
    """Flags from what was written; empty when anything else stands there."""
    if not isinstance(raw, Mapping) or set(raw) != {*FLAGS, "month"}:
        return {}
    month = raw["month"]
    is_month = isinstance(month, str) and len(month) == 7 and month[:4].isdecimal() and month[5:].isdecimal()
    return dict(raw) if is_month and all(isinstance(raw[name], bool) for name in FLAGS) else {}
