"""Today's answer: one tap, the signs to tick, a note, and what helps at that stage."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from nicegui.element import Element

from components.button.button import Button
from components.choice.choice import Tick
from components.fold.fold import Fold
from components.keeping.keeping import SAVED, Answer, Typed, refused
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.fields import field_editor, kept_words
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.days import entry_id
from pwa.plan.model import Entry, Plan
from pwa.plan.record_sections import DAYS
from pwa.plan.sections import BY_ID

_STAGE, _SIGNS, _NOTE = (next(one for one in DAYS.fields if one.name == name) for name in ("stage", "signs", "note"))
_LEADS_TO = {
    "early": ("distractions", "stressor_plan", "wellness"),
    "harder": ("coping", "contacts", "safe"),
    "crisis": ("contacts", "coping"),
}
_OWN_WORDS = 2  # of the plan's own, beside each stage


class Asking:
    """The question, or what was answered today."""

    def __init__(self, open_plan: OpenPlan, address: Callable[[str], str]) -> None:
        self._open_plan = open_plan
        self._address = address
        self._t = open_plan.t
        self._shown: list[str] | None = None
        self._place = Element("section")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show what the plan holds now; what is being typed stays as long as the answer is the same."""
        entry = self._today()
        stages = [str(text.content.get("stage", "")) for text in entry.texts] if entry else []
        if stages == self._shown:
            return
        self._shown = stages
        self._place.clear()
        with self._place:
            if entry is None:
                self._choices()
            else:
                self._answered(entry)

    @property
    def _day(self) -> str:
        return self._open_plan.today().isoformat()

    def _today(self) -> Entry | None:
        found = self._open_plan.plan.entry(DAYS.id, entry_id(self._day))
        return None if found is None or found.is_away else found

    def _choices(self) -> None:
        with Element("ul").classes("pp-stages"):
            for stage, label in (_STAGE.choices or {}).items():
                with Element("li"):
                    Button(self._t(label), partial(self._answer, stage))
                    with Element("div"):
                        for words in self._own(stage):
                            Words("p", words, "pp-note").props(f"dir=auto lang={self._open_plan.language}")

    def _answered(self, entry: Entry) -> None:
        t, names = self._t, _STAGE.choices or {}
        stages = [str(text.content["stage"]) for text in entry.texts if text.content.get("stage") in names]
        for stage in stages:
            Words("h2", t("Today: {stage}", stage=t(names[stage])))
        self._helps(stages)
        self._signs(entry)
        field_editor(self._open_plan, DAYS, _NOTE, entry.id)
        with Fold(t("Change the answer")):
            self._choices()

    def _helps(self, stages: Sequence[str]) -> None:
        """The words of that stage's parts, and the way to the page that calls."""
        ids = dict.fromkeys(one for stage in stages for one in _LEADS_TO.get(stage, ()))
        for name in ids:
            section = BY_ID[name]
            entries = self._open_plan.plan.shown(name)
            if entries:
                Words("h3", self._t(section.mine))
                with Element("ul").classes("pp-points"):
                    for one in entries:
                        with Element("li"):
                            Words("bdi", _words(one)).props(f"dir=auto lang={self._open_plan.language}")
        if {"harder", "crisis"} & set(stages):
            Link(self._t("To my plan, with the numbers to call"), "/", "pp-button pp-button-primary")

    def _signs(self, entry: Entry) -> None:
        ticked = list(entry.now.content.get("signs") or ())
        own = [_words(one) for one in self._open_plan.plan.shown("warning_signs")]
        signs = list(dict.fromkeys(filter(None, (*own, *ticked))))
        if not signs:
            return
        with Element("fieldset").classes("pp-lock-choices"):
            Words("legend", self._t("What do I notice?"))
            for nth, sign in enumerate(signs):
                name = self._open_plan.name_of(DAYS.id, entry.id, f"sign{nth}")
                save = partial(self._tick, sign)
                Tick(sign, sign in ticked, name=name, on_save=save, words=kept_words(self._t))

    def _own(self, stage: str) -> Iterator[str]:
        plan = self._open_plan.plan
        signs = plan.shown("warning_signs")
        late = [one for one in signs if one.now.content.get("level") == "later"]
        parts: dict[str, Sequence[Entry]] = {
            "well": plan.shown("wellness"), "early": [one for one in signs if one not in late], "harder": late,
            "crisis": plan.shown("contacts"), "better": plan.shown("after"),
        }  # fmt: skip
        yield from filter(None, (_words(one)[:80] for one in parts[stage][:_OWN_WORDS]))

    async def _answer(self, stage: str) -> None:
        try:
            await self._open_plan.settled()
            outcomes = await self._open_plan.change(lambda plan: [_written(plan, self._day, stage=stage)])
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return
        problems = [self._open_plan.sentence(one) for one in outcomes if one.result == "refused"]
        noted = self._t("Noted: {stage}", stage=self._t((_STAGE.choices or {})[stage]))
        self._said.set_text(problems[0] if problems else noted)

    async def _tick(self, sign: str, typed: Typed) -> Answer:
        def make(plan: Plan) -> Sequence[Raw]:
            entry = plan.entry(DAYS.id, entry_id(self._day))
            others = [one for one in (entry.now.content.get("signs") or () if entry else ()) if one != sign]
            return [_written(plan, self._day, signs=[*others, sign] if typed.value else others)]

        try:
            outcomes = await self._open_plan.change(make)
        except PocketPlanError as error:
            return refused(self._open_plan.sentence(error))
        return next((refused(self._open_plan.sentence(one)) for one in outcomes if one.result == "refused"), SAVED)


def _words(entry: Entry) -> str:
    content = entry.now.content
    return str(content.get("text") or content.get("name") or "")


def _written(plan: Plan, day: str, **fields: Any) -> Raw:
    """The entry of a day with other values, made when there is none."""
    name = {"section": DAYS.id, "entry": entry_id(day)}
    entry = plan.entry(DAYS.id, entry_id(day))
    if entry is None or entry.is_away:
        return {**name, "kind": "add", "content": {"day": day, **fields}}
    known = {field.name for field in DAYS.fields}
    before = {key: value for key, value in entry.now.content.items() if key in known}
    return {**name, "kind": "edit", "content": {**before, **fields}, "based_on": entry.now.revision}
