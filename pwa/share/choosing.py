"""What of a plan is in a copy: the chosen sections, without what never leaves the owner's hands."""

from collections.abc import Iterable, Mapping
from typing import Any

from pwa.plan.model import Entry, Plan, Version
from pwa.plan.section import Kind, Section
from pwa.plan.sections import SECTIONS
from pwa.share.terms import Terms

VERSION = 1


def payload(plan: Plan, terms: Terms, day: str) -> dict[str, Any]:
    """The content of a copy as its reader's page gets it; ``day`` is the day on which it is made."""
    return {
        "v": VERSION,
        "name": terms.name,
        "language": plan.value("settings", "language") or "en",
        "region": plan.value("settings", "region"),
        "day": day,
        "until": terms.until,
        "may_keep": terms.may_keep,
        "sections": list(terms.sections),
        "plan": {"sections": chosen(plan, terms.sections)},
        "call": own_number(plan) if terms.with_number else None,
    }


def chosen(plan: Plan, sections: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The entries of these sections; nothing that is put away, *only me*, or in a field that is never shared."""
    wanted = set(sections)
    found = {one.id: _entries(one, plan) for one in SECTIONS if one.id in wanted}
    return {section: entries for section, entries in found.items() if entries}


def own_number(plan: Plan) -> str | None:
    """The owner's own number, unless it is for them alone."""
    entry = plan.entry("about", "my_phone")
    if entry is None or entry.is_away or entry.is_only_me:
        return None
    number: str | None = entry.now.content.get("value")
    return number


def _entries(section: Section, plan: Plan) -> list[dict[str, Any]]:
    shown = (entry for entry in plan.shown(section.id) if not entry.is_only_me)
    return [made for made in (_entry(entry, _keys(section, entry)) for entry in shown) if made]


def _keys(section: Section, entry: Entry) -> set[str]:
    """The fields of an entry that a copy may hold."""
    named = next((one for one in section.named if one.name == entry.id), None)
    if named or section.kind is Kind.FIELDS:
        return {"value"} if named and named.shared else set()
    keys = {one.name for one in section.fields if one.shared}
    # Where two texts stand, the owner has not yet said which is right: one that keeps the number back is enough.
    may_show = all(text.content.get("share_number") is True for text in entry.texts)
    return keys if may_show else keys - {"phones"}


def _entry(entry: Entry, keys: set[str]) -> dict[str, Any] | None:
    texts = [content for content in (_content(text, keys) for text in entry.texts) if content]
    if not texts:
        return None
    rivals = [{"content": content} for content in texts[1:]]
    return {"id": entry.id, "content": texts[0], **({"rivals": rivals} if rivals else {})}


def _content(text: Version, keys: set[str]) -> Mapping[str, Any]:
    return {key: value for key, value in text.content.items() if key in keys}
