"""Save one field of an entry: when someone else has changed it in between, both texts stay."""

from collections.abc import Mapping
from typing import Any

from components.keeping.keeping import SAVED, Answer, Typed, refused
from pwa import i18n
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.changes import InvalidChange
from pwa.plan.content import parse_value
from pwa.plan.limits import OverLimit
from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.phones import looks_wrong
from pwa.plan.record_sections import PAST
from pwa.plan.section import Field, FieldType, Section
from pwa.store.errors import StoreError

NEVER = f"{0:032x}:1"  # the name of no change at all


async def save_field(open_plan: OpenPlan, section: Section, field: Field, entry_id: str, typed: Typed) -> Answer:
    """Save what stands in a field and say what became of it."""

    def make(plan: Plan) -> list[Raw]:
        return _changes(plan, section, field, entry_id, typed, open_plan)

    t = open_plan.t
    try:
        outcomes = await open_plan.change(make, is_fresh=True)
    except StoreError as error:
        return Answer(state="kept", sentence=open_plan.sentence(error))
    except InvalidChange as error:
        if error.reason == "missing":
            return refused(t("This can't be left empty. What stood here stays. To take it out, use Delete."))
        if field.type is FieldType.MONTH and error.reason == "bad_day":
            return refused(t("Please write the year with four digits, such as 2019. The day has to be in that month."))
        return refused(open_plan.sentence(error))
    except PocketPlanError as error:
        return refused(open_plan.sentence(error))
    for outcome in outcomes:
        if outcome.result == "refused":
            return refused(open_plan.sentence(outcome))
        if outcome.result == "kept_both" and not _is_beside(section, open_plan.plan.entry(section.id, entry_id)):
            return Answer(sentence=t("Saved. Another text was written elsewhere, so both are kept."))
    return Answer(sentence=t("Saved. Does this number look right?")) if _is_odd(open_plan, field, typed) else SAVED


def _is_beside(section: Section, entry: Entry | None) -> bool:
    """Whether all that stands beside the owner's one text are views that others wrote there: nothing was kept twice."""
    return section is PAST and entry is not None and sum(text.by == ME for text in entry.texts) == 1


def _changes(plan: Plan, section: Section, field: Field, entry_id: str, typed: Typed, open_plan: OpenPlan) -> list[Raw]:
    value = parse_value(field, typed.value) or None
    entry = plan.entry(section.id, entry_id)
    key = "value" if field in section.named else field.name
    if entry is None and not field.required and key != "value":
        raise InvalidChange("no_such_entry")
    if _same(value, entry.now.content.get(key) if entry else None) and not (entry is None and field.required):
        return []
    based_on = _based_on(entry, key, [_read(field, known) for known in typed.known])
    where = {"section": section.id, "entry": entry_id}
    goes_on = {"goes_on": True} if typed.goes_on else {}
    if field in section.named:
        return [{**where, "kind": "set_field", "value": value, "based_on": based_on, **goes_on}]
    content = {**_editable(section, entry), field.name: value}
    phrase = _phrase(open_plan, section, field, value, entry)
    if entry is None:
        return [{**where, "kind": "add", "content": content, **phrase}]
    return [{**where, "kind": "edit", "content": content, "based_on": based_on or NEVER, **phrase, **goes_on}]


def _based_on(entry: Entry | None, key: str, known: list[Any]) -> str | None:
    """The text that the typing was made on: the current one, when this field in it is one that the typist knew."""
    if entry is None:
        return None
    versions: list[Version] = [entry.now, *reversed(entry.earlier)]
    seen = (version for version in versions if any(_same(version.content.get(key), one) for one in known))
    return next((version.revision for version in seen), NEVER)


def _editable(section: Section, entry: Entry | None) -> Mapping[str, Any]:
    names = {field.name for field in section.fields}
    return {name: value for name, value in entry.now.content.items() if name in names} if entry else {}


def _phrase(open_plan: OpenPlan, section: Section, field: Field, value: Any, entry: Entry | None) -> dict[str, str]:
    """The phrase of the phrase bank that the text still equals."""
    if not field.required:
        phrase = entry.now.phrase if entry else None
    else:
        bank = i18n.phrases(open_plan.t.tag).get(section.id, {})
        phrase = next((phrase_id for phrase_id, words in bank.items() if words == value), None)
    return {"phrase": phrase} if phrase else {}


def _same(one: Any, other: Any) -> bool:
    return (one or None) == (other or None)


def _read(field: Field, raw: Any) -> Any:
    try:
        return parse_value(field, raw)
    except (InvalidChange, OverLimit):
        return NEVER


def _is_odd(open_plan: OpenPlan, field: Field, typed: Typed) -> bool:
    region = open_plan.plan.value("settings", "region") or open_plan.desk.settings.region
    if field.type is FieldType.PHONE:
        return bool(typed.value) and looks_wrong(typed.value, region)
    if field.type is FieldType.PHONES:
        return any(phone["number"].strip() and looks_wrong(phone["number"], region) for phone in typed.value)
    return False
