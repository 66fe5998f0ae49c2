"""The country and the language in a file that is brought in: known ones alone, and told before they change a plan's."""

from collections.abc import Iterator
from dataclasses import replace

from pwa import i18n, lines
from pwa.api.context import today
from pwa.i18n import Translator
from pwa.plan.bringing_in import How, NotBroughtIn, brought_in
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.plan_file import PlanFile
from pwa.plan.sections import SETTINGS
from pwa.vault.keys import new_id

_CHOSEN = ("region", "area", "language")  # each from a list that this server has
_LABELS = {field.name: field.label for field in SETTINGS.fields}


def known_settings(file: PlanFile) -> PlanFile:
    """The file without countries, parts of one, and languages that this server does not know."""
    entries = file.sections.get(SETTINGS.id, ())
    kept = tuple(entry for one in entries if (entry := _known(one)))
    return replace(file, sections={**file.sections, **({SETTINGS.id: kept} if entries else {})})


def told_changes(t: Translator, plan: Plan, file: PlanFile) -> dict[str, list[str]]:
    """For each way to bring the file in: what would become of the plan's country and language, in sentences."""
    return {how.value: list(_changes(t, plan, file, how)) for how in How}


def _changes(t: Translator, plan: Plan, file: PlanFile, how: How) -> Iterator[str]:
    try:
        after = brought_in(plan, file, how, new_id())
    except NotBroughtIn:
        return  # it is refused, with its reason, when it is asked for
    is_moved = False
    for name in _CHOSEN:
        now, then = plan.value(SETTINGS.id, name), after.value(SETTINGS.id, name)
        if now != then:
            is_moved = is_moved or name != "language"
            names = {"now": _name(t, name, now), "then": _name(t, name, then)}
            yield t("{setting}: now {now}, then {then}.", setting=t(_LABELS[name]), **names)
    if is_moved:
        yield t("The crisis lines and the emergency number change with it.")


def _known(entry: Entry) -> Entry | None:
    if entry.id == "counted":  # what was agreed with the people of one server is not agreed with those of another
        return None
    if entry.id not in _CHOSEN:
        return entry
    if not _is_known(entry.id, entry.now):
        return None
    texts = [text for text in entry.texts if _is_known(entry.id, text)]
    earlier = tuple(text for text in entry.earlier if _is_known(entry.id, text))
    return replace(entry.with_texts(texts), earlier=earlier)


def _is_known(name: str, text: Version) -> bool:
    value = text.content.get("value")
    if not value:
        return True
    if name == "language":
        return value in {one.tag for one in i18n.languages()}
    return lines.is_country(value) if name == "region" else value in _areas(value, i18n.SOURCE)


def _areas(code: str, language: str) -> dict[str, str]:
    """The parts of the country that a part's code (ISO 3166-2) begins with."""
    country = code.partition("-")[0]
    regions = lines.for_country(country, None, today(), language)["regions"] if lines.is_country(country) else ()
    return {region["code"]: region["name"] for region in regions}


def _name(t: Translator, name: str, value: str | None) -> str:
    if not value:
        return t("not said")
    if name == "language":
        return next((one.name for one in i18n.languages() if one.tag == value), value)
    return dict(lines.countries(t.tag) if name == "region" else _areas(value, t.tag)).get(value, value)
