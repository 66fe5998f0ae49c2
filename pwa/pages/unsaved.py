"""What a tab still keeps for fields that are not on the page: it is saved now, or shown with the reason why not."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui.element import Element

from components.keeping.waiting import Found, Waiting
from components.words.words import Words
from pwa.pages.fields import as_stored, field_editor
from pwa.pages.only_me import FIELD as ONLY_ME
from pwa.pages.only_me import save_only_me
from pwa.pages.open_plan import OpenPlan
from pwa.pages.save_field import save_field
from pwa.plan.section import Field, Section
from pwa.plan.sections import BY_ID


class Unsaved:
    """``reopen`` gets section and entry of the field in which someone was typing when the page was reloaded."""

    def __init__(self, open_plan: OpenPlan, reopen: Callable[[str, str], Awaitable[None]]) -> None:
        self._open_plan = open_plan
        self._reopen = reopen
        self._place = Element("div")
        self._waiting = Waiting(f"{open_plan.slot}:", self._found)

    def look(self) -> None:
        """Look again: a field that was on the page has gone."""
        self._waiting.look()

    async def _found(self, found: Sequence[Found], caret: str | None) -> None:
        arrived = [one for one in found if one.name not in self._open_plan.shown and await self._save(one)]
        if arrived:
            self._waiting.arrived(arrived)
        if caret and caret not in self._open_plan.shown:
            _, section, entry, *_ = (*caret.split(":"), "", "")
            await self._reopen(section, entry)

    async def _save(self, one: Found) -> bool:
        """Whether the tab need not keep it any longer."""
        section, entry, name = _parts(one.name)
        if section is None:
            return False
        if name == ONLY_ME:
            return (await save_only_me(self._open_plan, section, entry, one.typed)).state == "saved"
        field = next((field for field in (*section.fields, *section.named) if field.name == name), None)
        if field is None:
            return False
        answer = await save_field(self._open_plan, section, field, entry, as_stored(field, one.typed))
        if answer.state == "saved":
            return True
        self._show(section, field, entry)
        return False

    def _show(self, section: Section, field: Field, entry: str) -> None:
        """Mount the field: it sends itself again and says why it was refused."""
        t = self._open_plan.t
        with self._place, Element("section").classes("pp-told"):
            Words("p", t("Not saved yet, under “{heading}”:", heading=t(section.mine)))
            field_editor(self._open_plan, section, field, entry)


def _parts(name: str) -> tuple[Section | None, str, str]:
    parts = name.split(":")
    return (BY_ID.get(parts[1]), parts[2], parts[3]) if len(parts) == 4 else (None, "", "")
