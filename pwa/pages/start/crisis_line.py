"""A crisis line as someone to call, for a person who has nobody right now."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pwa.errors import PocketPlanError
from pwa.lines import for_country
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.model import Plan
from pwa.plan.sections import CONTACTS

Line = Mapping[str, Any]


def crisis_line(open_plan: OpenPlan) -> Line | None:
    """The line to call of the person's country, else the one to text, or None where we know of none."""
    region = open_plan.plan.value("settings", "region") or open_plan.desk.settings.region
    first = for_country(region, None, datetime.now(UTC).date(), open_plan.t.tag)["first"]
    line: Line | None = first["call"] or first["text"]
    return line


async def put_crisis_line(open_plan: OpenPlan, line: Line) -> str:
    """Put the line among the people to call, once; what became of it, in words."""
    entry_id = sha256(f"{open_plan.plan.id} {line['id']}".encode()).hexdigest()[:32]

    def make(plan: Plan) -> list[Raw]:
        entry = plan.entry(CONTACTS.id, entry_id)
        where = {"section": CONTACTS.id, "entry": entry_id}
        if entry is None:
            return [{**where, "kind": "add", "content": _content(open_plan, line)}]
        return [{**where, "kind": "bring_back"}] if entry.is_away else []

    try:
        await open_plan.change(make)
    except PocketPlanError as error:
        return open_plan.sentence(error)
    return open_plan.t("{name} is on your plan now.", name=line["name"])


def _content(open_plan: OpenPlan, line: Line) -> dict[str, Any]:
    number = {"number": line["number"], "for": ["call" if line["number"] in line["voice"] else "text"]}
    content = {"name": line["name"], "relation": open_plan.t("crisis line"), "phones": [number]}
    return {**content, **({"when": line["hours"]} if line["hours"] else {}), **_words_to_send(line)}


def _words_to_send(line: Line) -> dict[str, str]:
    return {"say": line["keyword"]} if line["keyword"] and line["number"] not in line["voice"] else {}
