"""A suggestion to someone else's words, kept while it is typed like everything else, and saved as an offer."""

from components.keeping.keeping import SAVED, Answer, Typed, refused
from components.kept_text.kept_text import KeptText
from pwa.errors import PocketPlanError
from pwa.pages.fields import kept_words
from pwa.pages.helping.helpers_plan import HelpersPlan
from pwa.pages.open_plan import Make, OpenPlan, Raw
from pwa.pages.rows import main_field, offered_field
from pwa.plan.content import parse_value
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.section import Field, Section
from pwa.share.rights import suggested_in
from pwa.store.base import StoreError

SUGGESTION = "suggestion"


def suggestion_fields(plan: HelpersPlan, section: Section, entry: Entry) -> None:
    """A field for each that words can be suggested for, with what was suggested before."""
    t = plan.t
    for field in suggested_in(section):
        name = plan.name_of(section.id, entry.id, _name(field))
        plan.shown.add(name)

        async def save(typed: Typed, name: str = _name(field)) -> Answer:
            return await save_suggestion(plan, section, entry.id, name, typed)

        offer = next(iter(_of(section, entry, field)), None)
        KeptText(
            t("Your suggestion") if field.required else t(field.label),
            str(offer.content.get(field.name, "")) if offer else "",
            name=name,
            on_save=save,
            words=kept_words(t),
            lines=2 if field.required else 1,
            language=plan.language,
        )


async def save_suggestion(open_plan: OpenPlan, section: Section, entry_id: str, name: str, typed: Typed) -> Answer:
    """Offer what was typed in the field of that name; an empty one takes the offer back."""
    field = next((one for one in suggested_in(section) if _name(one) == name), main_field(section))
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
    main, entry = main_field(section).name, plan.entry(section.id, entry_id)
    words = parse_value(field, typed.value)
    standing = _of(section, entry, field) if entry else []
    if words and any(offer.content.get(field.name) == words for offer in standing):
        return []
    if words:
        said = entry.now.content.get(main) if entry else words  # what it is for, and never taken
        return [{**where, "kind": "suggest", "content": {main: said, field.name: words}}]
    settles = [offer.revision for offer in standing]
    return [{**where, "kind": "leave", "settles": settles}] if settles else []


def _name(field: Field) -> str:
    return SUGGESTION if field.required else f"{SUGGESTION}_{field.name}"


def _of(section: Section, entry: Entry, field: Field) -> list[Version]:
    return [one for one in entry.suggestions if offered_field(section, one) is field]
