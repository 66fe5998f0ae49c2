"""What the plan needs to know about itself: country and part of it, language, and who else picks up the phone."""

from collections.abc import Mapping

from components.choice.choice import Choice, Select, Tick
from components.words.words import Words
from pwa import i18n, lines
from pwa.pages.area import Area
from pwa.pages.fields import held_value, keeping, kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.plan.section import Field
from pwa.plan.sections import SETTINGS


def about_phone(open_plan: OpenPlan) -> None:
    """The questions, each saving by itself."""
    t = open_plan.t
    countries = {"": t("not said"), **dict(lines.countries(t.tag))}
    _select(open_plan, "region", t("Country, for crisis lines and the emergency number"), countries)
    Area(open_plan)
    languages = {"": t("not said"), **{language.tag: language.name for language in i18n.languages()}}
    _select(open_plan, "language", t("Language of my plan"), languages)
    field = _field("shared_phone")
    options = {value: t(words) for value, words in (field.choices or {}).items()}
    name, save = keeping(open_plan, SETTINGS, field, field.name)
    value = held_value(open_plan, SETTINGS, field, field.name) or ""
    Choice(t(field.label), options, value, name=name, on_save=save, words=kept_words(t))
    Words("p", t("If someone else does, the people in your plan stay folded until you open them."), "pp-hint")
    _counted(open_plan)


def _counted(open_plan: OpenPlan) -> None:
    t, field = open_plan.t, _field("counted")
    name, save = keeping(open_plan, SETTINGS, field, field.name)
    held = bool(held_value(open_plan, SETTINGS, field, field.name))
    hint = t(
        "The people who run this server then see the month of my last change, and whether something is in my plan, "
        "whether there is someone to call, whether I looked through it in the last three months, and whether someone "
        "wrote it with me. They see no word of it."
    )
    Tick(t(field.label), held, name=name, on_save=save, words=kept_words(t), hint=hint)


def _select(open_plan: OpenPlan, field_name: str, label: str, options: Mapping[str, str]) -> None:
    field = _field(field_name)
    name, save = keeping(open_plan, SETTINGS, field, field.name)
    value = held_value(open_plan, SETTINGS, field, field.name) or ""
    Select(label, options, value, name=name, on_save=save, words=kept_words(open_plan.t))


def _field(name: str) -> Field:
    return next(field for field in SETTINGS.fields if field.name == name)
