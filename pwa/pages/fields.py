"""The right field for each kind of value, saving by itself."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from nicegui.element import Element

from components.button.button import Button
from components.choice.choice import Choice, Select, Tick
from components.fold.fold import Fold
from components.keeping.keeping import Answer, Kept, OnSave, Typed
from components.kept_text.kept_text import KeptText
from components.phones.phones import Phones
from components.small_steps.small_steps import SmallSteps
from components.voices.voices import Voices
from components.when.when import When
from pwa import i18n
from pwa.i18n import Translator
from pwa.pages.days import month_names
from pwa.pages.open_plan import OpenPlan
from pwa.pages.save_field import save_field
from pwa.plan.section import Field, FieldType, Section

_KINDS = {FieldType.PHONE: "tel", FieldType.DATE: "date"}
_LONG = {FieldType.LONG, FieldType.TEXTS}


def kept_words(t: Translator) -> dict[str, str]:
    """What a field that saves by itself says about it."""
    return {
        "saving": t("Saving…"),
        "saved": t("Saved"),
        "kept": t("Not saved yet. It is kept on this page, and we keep trying."),
        "refused": t("This could not be saved as it is. It is kept here."),
    }


def field_editor(open_plan: OpenPlan, section: Section, field: Field, entry_id: str) -> Kept:
    """A field of an entry, or a named one, with what it holds now."""
    t = open_plan.t
    name, save = keeping(open_plan, section, field, entry_id)
    held = held_value(open_plan, section, field, entry_id)
    editor = _field(t, field, t(field.label), held, name, save, open_plan)

    async def take(words: str) -> None:
        await open_plan.settled()
        held = held_value(open_plan, section, field, entry_id)
        editor.put(f"{held}\n{words}" if held else words)

    if open_plan.has_ideas:
        ideas(t, f"{section.id}.{field.name}", take)
    return editor


def ideas(t: Translator, bank: str, take: Callable[[str], Awaitable[None]]) -> None:
    """Phrases to start from, folded, where the bank has some; ``take`` gets the one that was tapped."""
    phrases = i18n.phrases(t.tag).get(bank, {})
    if not phrases:
        return
    with Fold(t("Ideas")), Element("ul").classes("pp-ideas"):
        for words in phrases.values():
            with Element("li"):
                Button(words, partial(take, words))


def keeping(open_plan: OpenPlan, section: Section, field: Field, entry_id: str) -> tuple[str, OnSave]:
    """The name under which a field on this page keeps what is typed, and what saves it."""
    name = open_plan.name_of(section.id, entry_id, field.name)
    open_plan.shown.add(name)

    async def save(typed: Typed) -> Answer:
        return await save_field(open_plan, section, field, entry_id, as_stored(field, typed))

    return name, save


def held_value(open_plan: OpenPlan, section: Section, field: Field, entry_id: str) -> Any:
    """The value that the plan holds for a field, or None."""
    entry = open_plan.plan.entry(section.id, entry_id)
    return entry.now.content.get("value" if field in section.named else field.name) if entry else None


def as_stored(field: Field, typed: Typed) -> Typed:
    """What was typed in the form in which a plan holds it: a list of texts is typed a line each.

    A choice that says the same as nothing chosen may have been either.
    """
    if field.otherwise and field.otherwise in typed.known:
        return replace(typed, known=(*typed.known, None))
    if field.type is not FieldType.TEXTS:
        return typed
    return replace(typed, value=_lines(typed.value), known=tuple(_lines(one) for one in typed.known))


def as_typed(value: Any) -> str:
    """A stored text as it stands in a field."""
    return "\n".join(value) if isinstance(value, list) else value or ""


def is_sentence(field: Field) -> bool:
    """Whether a text without line ends may still be long."""
    return field.type is FieldType.TEXT and field.name == "text"


def _lines(value: Any) -> Any:
    return value.split("\n") if isinstance(value, str) else value


def _field(t: Translator, field: Field, label: str, value: Any, name: str, save: OnSave, open_plan: OpenPlan) -> Kept:
    words = kept_words(t)
    if field.ticks:
        words |= _step_words(t)
        return SmallSteps(label, value or [], name=name, on_save=save, words=words, language=open_plan.language)
    match field.type:
        case FieldType.YES:
            return Tick(label, bool(value), name=name, on_save=save, words=words)
        case FieldType.CHOICE:
            options = {} if field.otherwise else {"": t("not said")}
            options |= {key: t(text) for key, text in (field.choices or {}).items()}
            return Choice(label, options, value or field.otherwise or "", name=name, on_save=save, words=words)
        case FieldType.ENTRY:
            options = {"": t("not said")} | _entries(open_plan, field.section or "")
            return Select(label, options, value or "", name=name, on_save=save, words=words)
        case FieldType.PHONES:
            return Phones(label, value or [], name=name, on_save=save, words=words | _phone_words(t))
        case FieldType.MONTH:
            return When(
                label, value or "", months=month_names(t), name=name, on_save=save, words=words | _when_words(t)
            )
        case FieldType.VIEWS:
            said = words | _voice_words(t)
            return Voices(label, value or [], name=name, on_save=save, words=said, language=open_plan.language)
    hint = t("One on each line") if field.type is FieldType.TEXTS else ""
    return KeptText(
        label,
        as_typed(value),
        name=name,
        on_save=save,
        words=words,
        hint=hint,
        lines=3 if field.type in _LONG else 1,
        grows=is_sentence(field),
        kind=_KINDS.get(field.type, "text"),
        language=open_plan.language,
    )


def _entries(open_plan: OpenPlan, section: str) -> dict[str, str]:
    return {entry.id: str(entry.now.content.get("text", "")) for entry in open_plan.plan.shown(section)}


def _step_words(t: Translator) -> dict[str, str]:
    return {
        "step": t("What to do"),
        "numbered": t("Step {n}"),
        "done": t("done"),
        "add": t("Add another step"),
        "remove": t("Remove this step"),
    }


def _phone_words(t: Translator) -> dict[str, str]:
    return {
        "number": t("Number"),
        "numbered": t("Number {n}"),
        "call": t("to call"),
        "text": t("to text"),
        "add": t("Add another number"),
        "remove": t("Remove this number"),
    }


def _when_words(t: Translator) -> dict[str, str]:
    return {"year": t("Year"), "month": t("Month"), "day": t("Day"), "none": t("not said")}


def _voice_words(t: Translator) -> dict[str, str]:
    return {
        "by": t("Whose view it is"),
        "view": t("How they see it"),
        "source": t("Where they know it from"),
        "sure": t("How sure they are"),
        "numbered": t("View {n}"),
        "add": t("Add someone’s view"),
        "remove": t("Take this view out"),
        "undo": t("Undo"),
    }
