"""What of a plan is in a copy: the chosen sections, without what never leaves the owner's hands."""

from collections.abc import Iterable
from typing import Any

from pwa.i18n.written import other_language, phrase_language, plan_language
from pwa.plan import agreeing
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.section import Kind, Section
from pwa.plan.sections import AVOID, CARE_FOR, SECTIONS
from pwa.plan.voices import voice_name
from pwa.share.beside import bare_view
from pwa.share.numbers import dialled, may_be_in_copies, with_dialled, without_kept_back
from pwa.share.recipients import in_question
from pwa.share.terms import Terms

VERSION = 1


def payload(plan: Plan, terms: Terms, day: str) -> dict[str, Any]:
    """The content of a copy as its reader's page gets it; ``day`` is the day on which it is made."""
    region, number = plan.value("settings", "region"), own_number(plan) if terms.with_number else None
    sections = {section: with_dialled(entries, region) for section, entries in _for(plan, terms).items()}
    return {
        "v": VERSION,
        "name": shown_name(plan) if terms.name is None else terms.name,
        "language": plan_language(plan),
        "region": region,
        "day": day,
        "until": terms.until,
        "may_keep": terms.may_keep,
        "sections": list(sections),
        "plan": {"sections": sections},
        "call": number,
        **dialled(number, region),
    }


def chosen(plan: Plan, sections: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The entries of these sections; nothing that is put away, *only me*, or in a field that is never shared."""
    wanted = set(sections)
    found = {one.id: _entries(one, plan) for one in SECTIONS if one.id in wanted}
    if CARE_FOR.id in found:
        found[CARE_FOR.id] = without_kept_back(found[CARE_FOR.id], plan)
    return {section: entries for section, entries in found.items() if entries}


def own_number(plan: Plan) -> str | None:
    """The owner's own number, unless it is for them alone."""
    return _for_others(plan, "my_phone")


def shown_name(plan: Plan) -> str:
    """The name that the owner likes; empty when there is none, or it is for them alone."""
    return _for_others(plan, "name_i_like") or ""


def _for_others(plan: Plan, name: str) -> str | None:
    entry = plan.entry("about", name)
    if entry is None or entry.is_away or entry.is_only_me:
        return None
    value: str | None = entry.now.content.get("value")
    return value


def _for(plan: Plan, terms: Terms) -> dict[str, list[dict[str, Any]]]:
    """What this reader gets: of who is not to be called only the names that the owner was asked about.

    No name at all while it is open whether the reader stands there: putting someone there must not be how they hear.
    """
    found = chosen(plan, terms.sections)
    avoided = () if in_question(plan, terms) else found.get(AVOID.id, ())
    found[AVOID.id] = [entry for entry in avoided if entry["id"] in terms.names]
    return {one.id: found[one.id] for one in SECTIONS if found.get(one.id)}


def _entries(section: Section, plan: Plan) -> list[dict[str, Any]]:
    shown = (entry for entry in plan.shown(section.id) if not entry.is_only_me)
    return [made for made in (_entry(plan, section, entry) for entry in shown) if made]


def _keys(section: Section, entry: Entry) -> set[str]:
    """The fields of an entry that a copy may hold."""
    named = next((one for one in section.named if one.name == entry.id), None)
    if named or section.kind is Kind.FIELDS:
        return {"value"} if named and named.shared else set()
    keys = {one.name for one in section.fields if one.shared}
    return keys if may_be_in_copies(entry) else keys - {"phones"}


def _entry(plan: Plan, section: Section, entry: Entry) -> dict[str, Any] | None:
    keys = _keys(section, entry)
    read = [(text, bare_view(section, entry, text).content) for text in entry.texts]
    held = ((text, {key: value for key, value in content.items() if key in keys}) for text, content in read)
    texts = [
        {
            "content": content,
            **_phrase(plan, section, text),
            **_voice(plan, agreeing.voiced(section, entry, text)),
            **_marks(plan, section, entry, text),
        }
        for text, content in held
        if content
    ]
    if not texts:
        return None
    return {"id": entry.id, **texts[0], **({"rivals": texts[1:]} if texts[1:] else {})}


def _voice(plan: Plan, text: Version) -> dict[str, str]:
    """Whose words they are and from which day, where they are not the owner's."""
    name = voice_name(plan, text.by)
    return {"voice": name, "day": text.day} if name else {}


def _marks(plan: Plan, section: Section, entry: Entry, text: Version) -> dict[str, Any]:
    """What a copy is told of a text, with a name where the plan has who it is."""
    marks = dict(agreeing.mark(section, entry, text))
    if by := marks.pop("team_by", None):
        marks["team_voice"] = voice_name(plan, by)
    return marks


def _phrase(plan: Plan, section: Section, text: Version) -> dict[str, str]:
    """What phrase of the phrase bank a text still is, by its name in the section, as a code has little room."""
    if not text.phrase or not phrase_language(plan, section, text):
        return {}
    return {"phrase": text.phrase.removeprefix(f"{section.id}."), **other_language(plan, section, text)}
