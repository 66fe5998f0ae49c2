"""Short ways to write changes and plans in tests."""

from typing import Any

from pwa.plan import days
from pwa.plan.changes import Applied, apply, parse_change
from pwa.plan.model import Plan
from pwa.plan.stored import read_plan

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


def answer(day: str, seq: int, outbox: str = OUTBOX, **content: Any) -> dict[str, Any]:
    """How things are, said of a day."""
    return raw("add", "days", days.entry_id(day), seq=seq, outbox=outbox, content={"day": day, **content})


def answered(case: dict[str, Any]) -> Plan:
    """A plan of ``tests/days``: what was said of each of its ``days`` by one device or more, and ``before`` by one."""
    said = []
    for nth, (day, stages) in enumerate(case["days"].items()):
        first, *later = [*case.get("before", {}).get(day, []), stages[0]]
        said.append(answer(day, nth * 20 + 1, stage=first))
        for seq, stage in enumerate(later, nth * 20 + 2):
            said.append({**answer(day, seq, stage=stage), "kind": "edit", "based_on": said[-1]["revision"]})
        said += [answer(day, nth * 20 + 1, f"{at}" * 32, stage=stage) for at, stage in enumerate(stages[1:], 1)]
    if "looked_back" in case:
        said.append(raw("set_field", "days", "looked_back", seq=999, value=case["looked_back"], based_on=None))
    return plan_of(*said)


def stored_plan(sections: dict[str, list[dict[str, Any]]]) -> Plan:
    """A plan of ``tests/looks``, whose entries stand there as they are stored, without what none of them needs."""
    entries = {
        name: [{"revision": f"{OUTBOX}:1", **one, "tries": [{"revision": "", **tick} for tick in one.get("tries", [])]}
               for one in some]
        for name, some in sections.items()
    }  # fmt: skip
    return read_plan({"id": "1" * 32, "sections": entries})
