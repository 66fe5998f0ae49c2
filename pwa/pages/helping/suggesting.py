"""A suggestion to someone else's words, kept while it is typed like everything else, and saved as an offer."""

from components.keeping.keeping import SAVED, Answer, Typed, refused
from components.keeping.waiting import Found
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.pages.rows import main_field
from pwa.pages.unsaved import Unsaved
from pwa.plan.content import parse_value
from pwa.plan.model import Plan
from pwa.plan.section import Section
from pwa.plan.sections import BY_ID
from pwa.store.base import StoreError

SUGGESTION = "suggestion"


async def save_suggestion(open_plan: OpenPlan, section: Section, entry_id: str, typed: Typed) -> Answer:
    """Offer what was typed; an empty field takes the offer back."""
    try:
        outcomes = await open_plan.change(lambda plan: _changes(plan, section, entry_id, typed), is_fresh=True)
    except StoreError as error:
        return Answer(state="kept", sentence=open_plan.sentence(error))
    except PocketPlanError as error:
        return refused(open_plan.sentence(error))
    failed = [outcome for outcome in outcomes if outcome.result == "refused"]
    return refused(open_plan.sentence(failed[0])) if failed else SAVED


def _changes(plan: Plan, section: Section, entry_id: str, typed: Typed) -> list[Raw]:
    where = {"section": section.id, "entry": entry_id}
    field, entry = main_field(section), plan.entry(section.id, entry_id)
    words = parse_value(field, typed.value)
    standing = entry.suggestions if entry else ()
    if words and any(offer.content.get(field.name) == words for offer in standing):
        return []
    if words:
        return [{**where, "kind": "suggest", "content": {field.name: words}}]
    settles = [offer.revision for offer in standing]
    return [{**where, "kind": "leave", "settles": settles}] if settles else []


class Unarrived(Unsaved):
    """What a helper's tab still keeps for fields that are not on the page, suggestions among it."""

    async def _save(self, one: Found) -> bool:
        _, section, entry, name, *_ = (*one.name.split(":"), "", "", "")
        if name != SUGGESTION or section not in BY_ID:
            return await super()._save(one)
        return (await save_suggestion(self._open_plan, BY_ID[section], entry, one.typed)).state == "saved"
