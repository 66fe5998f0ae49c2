"""Which part of the country someone is in: asked where not all of its crisis lines serve all of it."""

from datetime import UTC, datetime

from nicegui.element import Element

from components.choice.choice import Select
from pwa import lines
from pwa.pages.fields import held_value, keeping, kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.plan.sections import SETTINGS

_FIELD = next(field for field in SETTINGS.fields if field.name == "area")


def regions(open_plan: OpenPlan) -> dict[str, str]:
    """The regions to choose from in the country that the plan names, by code; none where its lines do not differ."""
    country = open_plan.plan.value(SETTINGS.id, "region")
    today = datetime.now(UTC).date()
    found = lines.for_country(country, None, today, open_plan.t.tag)["regions"]
    return {region["code"]: region["name"] for region in found}


class Area:
    """The question, there while the plan's country has regions, and another one when the country is another."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._asked: dict[str, str] = {}
        self._place = Element("div")
        open_plan.watch(self._show)
        self._show()

    def _show(self) -> None:
        found = regions(self._open_plan)
        if found == self._asked:
            return
        self._asked = found
        self._place.clear()
        if found:
            with self._place:
                self._select()

    def _select(self) -> None:
        t = self._open_plan.t
        options = {"": t("All of it, or I don't know")} | self._asked
        held = held_value(self._open_plan, SETTINGS, _FIELD, _FIELD.name)
        name, save = keeping(self._open_plan, SETTINGS, _FIELD, _FIELD.name)
        value = held if held in options else ""
        Select(t(_FIELD.label), options, value, name=name, on_save=save, words=kept_words(t))
