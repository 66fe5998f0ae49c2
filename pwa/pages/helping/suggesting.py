"""A suggestion to someone else's words, kept while it is typed like everything else, and saved as an offer."""

from components.keeping.keeping import SAVED, Answer, Typed, refused
from components.kept_text.kept_text import KeptText
from pwa.errors import PocketPlanError
from pwa.pages.fields import kept_words
from pwa.pages.helping.helpers_plan import HelpersPlan
from pwa.pages.open_plan import Make, OpenPlan, Raw
from pwa.pages.rows import key_of, main_field, offered_field
from pwa.plan.change import refused as not_made
from pwa.plan.content import parse_value
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.section import Field, Section
from pwa.share.rights import NOT_ALLOWED, suggested_in
from pwa.store.errors import StoreError

SUGGESTION = "suggestion"


def suggestion_fields(plan: HelpersPlan, section: Section, entry: Entry) -> None:
    """A field for each that words can be suggested for, with what was suggested before."""
    t = plan.t
    for field in _fields(section, entry.id):
        name = plan.name_of(section.id, entry.id, _name(section, field))
        plan.shown.add(name)

        async def save(typed: Typed, name: str = _name(section, field)) -> Answer:
            return await save_suggestion(plan, section, entry.id, name, typed)

        offer = next(iter(_of(section, entry, field)), None)
        KeptText(
            t("Your suggestion") if _is_main(section, field) else t(field.label),
            str(offer.content.get(key_of(section, field), "")) if offer else "",
            name=name,
            on_save=save,
            words=kept_words(t),
            lines=2 if _is_main(section, field) else 1,
            language=plan.language,
        )


async def save_suggestion(open_plan: OpenPlan, section: Section, entry_id: str, name: str, typed: Typed) -> Answer:
    """Offer what was typed in the field of that name; an empty one takes the offer back."""
    field = next((one for one in _fields(section, entry_id) if _name(section, one) == name), None)
    if field is None:
        return refused(open_plan.sentence(not_made(NOT_ALLOWED)))
    return await saved(open_plan, lambda plan: _changes(plan, section, entry_id, field, typed))


async def saved(open_plan: OpenPlan, make: Make) -> Answer:
    """Make changes with what the plan holds now, and say what became of what was typed."""
    try:
        outcomes = await open_plan.change(make, is_fresh=True)
    except StoreError as error:
        return Answer(state="kept", sentence=open_plan.sentence(error))
    except PocketPlanError as error:
        return refused(open_plan.sentence(error))
    failed = [outcome for outcome in outcomes if outcome.result == "refused"]
    return refused(open_plan.sentence(failed[0])) if failed else SAVED


def _changes(plan: Plan, section: Section, entry_id: str, field: Field, typed: Typed) -> list[Raw]:
    where = {"section": section.id, "entry": entry_id}
    key, entry = key_of(section, field), plan.entry(section.id, entry_id)
    words = parse_value(field, typed.value)
    standing = _of(section, entry, field) if entry else []
    if words and any(offer.content.get(key) == words for offer in standing):
        return []
    if words and field in section.named:
        return [{**where, "kind": "suggest", "content": {key: words}}]
    if words:
        main = main_field(section).name
        said = entry.now.content.get(main) if entry else words  # what it is for, and never taken
        return [{**where, "kind": "suggest", "content": {main: said, key: words}}]
    settles = [offer.revision for offer in standing]
    return [{**where, "kind": "leave", "settles": settles}] if settles else []


def _fields(section: Section, entry_id: str) -> list[Field]:
    """For what of an entry words can be suggested; a text that is set by name is one field and no more."""
    return [one for one in suggested_in(section) if one not in section.named or one.name == entry_id]


def _is_main(section: Section, field: Field) -> bool:
    return field.required or field in section.named


def _name(section: Section, field: Field) -> str:
    return SUGGESTION if _is_main(section, field) else f"{SUGGESTION}_{field.name}"


def _of(section: Section, entry: Entry, field: Field) -> list[Version]:
    return [one for one in entry.suggestions if offered_field(section, entry.id, one) is field]
