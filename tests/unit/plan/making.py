"""Short ways to write changes and plans in tests."""

from typing import Any

from pwa.plan.changes import Applied, apply, parse_change
from pwa.plan.model import Plan

OUTBOX = "a" * 32


def entry_id(number: int) -> str:
    return f"{number:032x}"


def raw(kind: str, section: str, entry: str | int, seq: int = 1, outbox: str = OUTBOX, **more: Any) -> dict[str, Any]:
    name = entry if isinstance(entry, str) else entry_id(entry)
    return {"kind": kind, "section": section, "entry": name, "revision": f"{outbox}:{seq}", **more}


def add(section: str, number: int, /, **content: Any) -> dict[str, Any]:
    return raw("add", section, number, seq=number, content=content)


def applied(plan: Plan, *changes: dict[str, Any]) -> Applied:
    for one in changes:
        last = apply(plan, parse_change(one))
        plan = last.plan
    return last


def plan_of(*changes: dict[str, Any]) -> Plan:
    plan = Plan(id="1" * 32)
    return applied(plan, *changes).plan if changes else plan
