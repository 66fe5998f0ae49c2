"""The questions before the steps: what this is about, which country, and who else picks up the phone."""

from functools import partial

from nicegui.element import Element

from components.choice.choice import Choice, Select
from components.keeping.keeping import Typed
from components.words.words import Words
from pwa.lines import countries
from pwa.pages.area import Area, regions
from pwa.pages.fields import held_value, keeping, kept_words
from pwa.pages.save_field import save_field
from pwa.pages.start.screen import Screen, Way
from pwa.plan.sections import SETTINGS

_FIELDS = {field.name: field for field in SETTINGS.fields}


async def opening(screen: Screen) -> Element:
    """The question that the whole plan answers."""
    t = screen.open_plan.t
    heading = screen.heading(t("What do you need to stay safe?"))
    Words("p", t("Five short steps. You can skip any of them, and change everything later."))
    Words("p", t("What you write is saved as you go. You can stop at any time."))
    Words("p", t("“Hide”, at the top, shows kitchen measures at once. So do three times Escape or Shift."), "pp-hint")
    return heading


async def country(screen: Screen) -> Element:
    """Which country, and which part of it where its lines differ: a guess is asked about, never applied."""
    open_plan = screen.open_plan
    t, field = open_plan.t, _FIELDS["region"]
    names = dict(countries(t.tag))
    region = held_value(open_plan, SETTINGS, field, field.name)
    guess = screen.guess if not region else None
    if guess:
        said = t("Your country: {country}. Is that right?", country=names[guess])
    elif regions(open_plan):
        said = t("Which part of the country are you in?")
    else:
        said = t("Which country are you in?")
    heading = screen.heading(said)
    Words("p", t("Crisis lines and the emergency number are different in each country."))
    if guess:
        screen.ways = (
            Way(words=t("Yes"), act=partial(_confirm, screen, guess)),
            Way(words=t("Somewhere else"), act=screen.forget_guess, is_main=False),
        )
    else:
        Area(open_plan)
        name, save = keeping(open_plan, SETTINGS, field, field.name)
        options = {"": t("not said"), **names}
        Select(t("Country"), options, region or "", name=name, on_save=save, words=kept_words(t))
    return heading


async def _confirm(screen: Screen, country: str) -> None:
    answer = await save_field(
        screen.open_plan, SETTINGS, _FIELDS["region"], "region", Typed(value=country, known=("",))
    )
    if regions(screen.open_plan):
        await screen.forget_guess()
    else:
        await screen.leave(answer.sentence)


async def phone(screen: Screen) -> Element:
    """Who else picks up the phone; for those who share it, what helps to keep this private."""
    open_plan = screen.open_plan
    t, field = open_plan.t, _FIELDS["shared_phone"]
    heading = screen.heading(t(field.label))
    value = held_value(open_plan, SETTINGS, field, field.name) or ""
    name, save = keeping(open_plan, SETTINGS, field, field.name)
    options = {choice: t(words) for choice, words in (field.choices or {}).items()}
    Choice(t(field.label), options, value, name=name, on_save=save, words=kept_words(t)).classes("pp-bare")
    with Element("div").classes("pp-card").props("role=status") as advice:
        Words("p", t("The title of these pages says nothing about you. People stay folded until you tap."))
        Words("p", t("“Hide”, at the top of every page, shows kitchen measures at once. Back does not return here."))

    def show() -> None:
        advice.set_visibility(open_plan.plan.value(SETTINGS.id, field.name) in ("sometimes", "yes"))

    open_plan.watch(show)
    show()
    return heading
