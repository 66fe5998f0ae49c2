"""What a helper's tab still keeps for fields that are not on the page."""

from components.keeping.waiting import Found
from pwa.pages.helping.beside import SEEN, save_view
from pwa.pages.helping.suggesting import SUGGESTION, save_suggestion
from pwa.pages.unsaved import Unsaved
from pwa.plan.record_sections import PAST
from pwa.plan.sections import BY_ID


class Unarrived(Unsaved):
    """Suggestions and views are among it."""

    async def _save(self, one: Found) -> bool:
        _, section, entry, name, *_ = (*one.name.split(":"), "", "", "")
        if name.startswith(SUGGESTION) and section in BY_ID:
            return (await save_suggestion(self._open_plan, BY_ID[section], entry, name, one.typed)).state == "saved"
        if name.startswith(SEEN) and section == PAST.id:
            return (await save_view(self._open_plan, entry, name.removeprefix(SEEN), one.typed)).state == "saved"
        return await super()._save(one)
