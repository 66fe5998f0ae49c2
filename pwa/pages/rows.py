"""How an entry is read in a list: its main text, and what else it says."""

from dataclasses import replace
from typing import Any

from components.entry_list.entry_list import Row
from pwa.i18n import Translator
from pwa.i18n.written import other_language
from pwa.pages.agreement.sides import TOLD, standing
from pwa.pages.days import day_words, month_words
from pwa.pages.how_things_are.times import times_words
from pwa.plan.agreeing import voiced
from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.section import Field, FieldType, Kind, Section
from pwa.plan.voices import voice_name

POINT = "\n• "  # before each text where several stand under one label


def row(t: Translator, plan: Plan, section: Section, entry: Entry, *, is_in_full: bool = False) -> Row:
    """One entry as a row, with the texts to choose from when there are several."""
    shown = replace(
        _row(t, plan, section, entry, entry.now, is_only_me=entry.is_only_me, is_in_full=is_in_full),
        offers=[_offer(t, plan, section, entry.id, one) for one in entry.suggestions],
    )
    if not entry.rivals:
        return shown
    # Who has to choose between texts has to read them.
    rivals = [full_row(t, plan, section, entry, text) for text in (entry.now, *entry.rivals)]
    return replace(shown, rivals=tuple(rivals))


def full_row(t: Translator, plan: Plan, section: Section, entry: Entry, version: Version) -> Row:
    """One text of an entry with all that it says."""
    return _row(t, plan, section, entry, version, is_in_full=True)


def voice(t: Translator, plan: Plan, text: Version) -> str:
    """Who wrote a text and on which day; empty for the owner's own."""
    if text.by == ME:
        return ""
    name = voice_name(plan, text.by) or t("someone else")
    if not text.day:
        return t("Written by {name}", name=name)
    return t("Written by {name}, {day}", name=name, day=day_words(t, text.day))


def who_offers(t: Translator, plan: Plan, text: Version) -> str:
    """Whose suggestion it is, and of which day."""
    name = voice_name(plan, text.by) or t("someone else")
    return t("{name} suggests, {day}:", name=name, day=day_words(t, text.day))


def _offer(t: Translator, plan: Plan, section: Section, entry_id: str, text: Version) -> Row:
    words, said = offer_words(t, plan, section, entry_id, text), who_offers(t, plan, text)
    return Row(id=text.revision, text=words, notes=[said], revision=text.revision)


def offer_words(t: Translator, plan: Plan, section: Section, entry_id: str, text: Version) -> str:
    """What someone suggests, after what it is about where that is not the entry's own words."""
    field = offered_field(section, entry_id, text)
    value = text.content.get(key_of(section, field), "")
    return str(value) if field.required or field in section.named else _labelled(t, plan, field, value)


def entry_words(t: Translator, plan: Plan, section: Section, entry: Entry, text: Version) -> list[str]:
    """What one text of an entry says, a line each, the main one first; of a named field its label and value."""
    named = next((one for one in section.named if one.name == entry.id), None)
    if named:
        return [_note(t, plan, named, text.content.get("value"))]
    main = main_field(section)
    others = [field for field in section.fields if field is not main and text.content.get(field.name)]
    lines = [_labelled(t, plan, field, text.content[field.name]) for field in others]
    return [str(text.content.get(main.name, "")), *(line for line in lines if line)]


def _labelled(t: Translator, plan: Plan, field: Field, value: Any) -> str:
    """A note that says what it is about, as whoever reads it may not know what was asked."""
    match field.type:
        case FieldType.CHOICE:
            words = t((field.choices or {}).get(value, ""))
        case FieldType.VIEWS:
            words = t.list(t("{label}: {words}", label=one.get("by", ""), words=one.get("view", "")) for one in value)
        case _:
            return _note(t, plan, field, value)
    return t("{label}: {words}", label=t(field.label), words=words)


def main_field(section: Section) -> Field:
    """The field that an entry can't be without."""
    return next(field for field in section.fields if field.required)


def key_of(section: Section, field: Field) -> str:
    """Where the content of an entry has the value of a field."""
    return "value" if field in section.named else field.name


def offered_field(section: Section, entry_id: str, text: Version) -> Field:
    """What a suggestion is for: another field than the main one, beside which the main one says whose field it is."""
    if named := next((field for field in section.named if field.name == entry_id), None):
        return named
    others = (field for field in section.fields if not field.required and text.content.get(field.name))
    return next(others, main_field(section))


def row_words(t: Translator) -> dict[str, str]:
    """What the buttons of a row say."""
    return {
        "change": t("Change"),
        "changeLabel": t("Change: {words}"),
        "up": t("Up"),
        "upLabel": t("Move up: {words}"),
        "down": t("Down"),
        "downLabel": t("Move down: {words}"),
        "onlyMe": t("Only me"),
        "which": t("Which one do you want?"),
        "thisOne": t("This one"),
        "thisOneLabel": t("This one: {words}"),
        "take": t("Take it"),
        "takeLabel": t("Take it: {words}"),
        "takeOpen": t("Take it and change it"),
        "takeOpenLabel": t("Take it and change it: {words}"),
        "leave": t("Leave mine"),
        "leaveLabel": t("Leave mine, not “{words}”"),
        "bringBack": t("Bring back"),
        "bringBackLabel": t("Bring back: {words}"),
        "delete": t("Delete"),
        "deleteLabel": t("Delete: {words}"),
    }


def _row(
    t: Translator,
    plan: Plan,
    section: Section,
    entry: Entry,
    version: Version,
    *,
    is_only_me: bool = False,
    is_in_full: bool = False,
) -> Row:
    main = main_field(section)
    note = _note if is_in_full else _open_note
    stands = standing(t, plan, section, entry, version)
    others = [field for field in section.fields if field is not main and not (stands and field.name in TOLD)]
    notes = [note(t, plan, field, version.content.get(field.name)) for field in others]
    notes += times_words(t, entry) if section.kind is Kind.STEPS else []
    return Row(
        id=entry.id,
        text=str(version.content.get(main.name, "")),
        notes=[words for words in (*notes, voice(t, plan, voiced(section, entry, version))) if words],
        revision=version.revision,
        language=other_language(plan, section, version).get("lang", ""),
        is_only_me=is_only_me,
        standing=stands.words if stands else "",
        before=stands.before if stands else (),
        sides=stands.sides if stands else (),
    )


def _open_note(t: Translator, plan: Plan, field: Field, value: Any) -> str:
    """What may be read over a shoulder: of what never leaves the plan only that it is there."""
    if value and not field.pocket:
        return t("{label}: written down", label=t(field.label))
    return _note(t, plan, field, value)


def _note(t: Translator, plan: Plan, field: Field, value: Any) -> str:
    if not value:
        return ""
    match field.type:
        case FieldType.YES:
            return t(field.label)
        case FieldType.CHOICE:
            return t((field.choices or {}).get(value, ""))
        case FieldType.ENTRY:
            entry = plan.entry(field.section or "", value)
            value = entry.now.content.get("text", "") if entry else ""
        case FieldType.DATE:
            value = day_words(t, value)
        case FieldType.PHONES:
            value = t.list(phone["number"] for phone in value)
        case FieldType.TEXTS:
            value = "".join(f"{POINT}{t.isolated(text)}" for text in value)
        case FieldType.MONTH:
            value = month_words(t, value)
        case FieldType.VIEWS:
            value = t.list(view.get("by") or view.get("view", "") for view in value)
    return t("{label}: {words}", label=t(field.label), words=value) if value else ""
