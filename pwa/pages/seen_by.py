"""Who reads what is typed here: the people with a copy that holds this part, and who helps with it."""

from components.words.words import Words
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.plan.section import Section
from pwa.share.recipients import helping, readers


class SeenBy:
    """A line under a field, there only while somebody reads that part.

    Args:
        entry_id: the entry that is typed in; one that is *only me* is read by nobody.
    """

    def __init__(self, open_plan: OpenPlan, section: Section, entry_id: str = "") -> None:
        self._open_plan = open_plan
        self._section = section
        self._entry_id = entry_id
        self._line = Words("p", "", "pp-note")
        self.show()

    def show(self) -> None:
        """Say who reads it now."""
        open_plan, section = self._open_plan, self._section
        entry = open_plan.plan.entry(section.id, self._entry_id) if self._entry_id else None
        copies = open_plan.desk.copies.active(open_plan.shared)
        day = today().isoformat()
        readers_now = [*readers(copies, section.id, day), *helping(open_plan.opened.helps, section.id, day)]
        names = [] if entry and entry.is_only_me else readers_now
        self._line.set_text(open_plan.t("Seen by: {names}", names=open_plan.t.list(dict.fromkeys(names))))
        self._line.set_visibility(bool(names))
