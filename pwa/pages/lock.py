"""The lock of this device: what a PIN does and can't do, setting one, and what stays open without it."""

from functools import partial

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.words.words import Link, Words
from pwa.i18n import Translator
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.plan.clashes import clashes
from pwa.plan.section import N_

# Minutes without use, until it locks.
_MINUTES = (1, 5, 15, 60)
_USUAL_MINUTES = 5

_SAID = {
    "working": N_("One moment …"),
    "short": N_("That is too short. Please take at least 4 digits, better 6."),
    "easy": N_("That is easy to guess. Please take other digits."),
    "differ": N_("The two are not the same. Please type them again."),
    "locked": N_("This is locked. Please open your plan with your PIN first."),
    "network": N_("There is no connection right now, and this needs one. Please try again later."),
    "both": N_(
        "There was no answer. This is finished when there is a connection. Until then, both PINs open your plan here."
    ),
    "unsure": N_("There was no answer, so your PIN may be set or not. Please type the same PIN and try again."),
    "pin_wrong": N_("That is not the PIN. Nothing is lost. Please try again."),
    "pin_wait": N_("That was tried several times. Please wait a little. Nothing is lost."),
    "chosen": N_("Kept."),
    "failed": N_("This could not be done now. Your plan is as it was. Please try again."),
}


class Lock:
    """Plain fields that only the page's own script reads: no event of them goes to the server.

    Args:
        words: the address of the page for the recovery words.
    """

    def __init__(self, open_plan: OpenPlan, *, words: str) -> None:
        t = open_plan.t
        has_pin = bool(open_plan.cookie.pin)
        Words("p", t("A PIN asks before this device shows your plan. Numbers for help are never behind it."))
        _points(t)
        if not open_plan.opened.has_code:
            Words(
                "p", t("Please make recovery words first. If you ever forget your PIN, they are the way in."), "pp-told"
            )
            Link(t("My recovery words"), words, "pp-button pp-button-primary")
            return
        ui.add_head_html(f'<script type="module" src="{open_plan.desk.asset("lock_page.js")}"></script>')
        with Element("div").props("id=lock"):
            with Element("section"):
                Words("h2", t("What stays open without the PIN"))
                _stays_open(open_plan)
                if has_pin:
                    _button(t("Keep this"), "choose")
                Words("p", "").props("role=status")
            with Element("section"):
                Words("h2", t("Another PIN") if has_pin else t("Your PIN"))
                place = Element("div")
                with place:
                    if has_pin:
                        ask = partial(when_owner_is_shown, open_plan, place, partial(_another, t, place))
                        Button(t("Change it or take it away"), ask).classes("pp-wide")
                    elif open_plan.desk.access.proofs.is_shown(open_plan.cookie):
                        _first(t)
                    else:
                        first = partial(_first_here, t, place)
                        ask = partial(when_owner_is_shown, open_plan, place, first, is_everywhere=True)
                        Button(t("Set a PIN"), ask, kind="primary").classes("pp-wide")
            for name, sentence in _SAID.items():
                Words("p", t(sentence)).props(f"hidden data-said={name}")


def _points(t: Translator) -> None:
    with Element("ul").classes("pp-points"):
        Words(
            "li", t("It holds off someone who picks up this device. After five wrong tries it waits, longer each time.")
        )
        Words("li", t("It does not hold off someone who can make you tell it, or who watches you type it."))
        Words(
            "li",
            t(
                "A short PIN can be found by someone who copies the whole storage of this device and has time and "
                "skill. A long passphrase takes far longer."
            ),
        )
        Words(
            "li",
            t("It is for this device alone. Your other devices have their own, and supporters’ copies open as before."),
        )
        Words("li", t("What was printed, photographed or saved as a file is not behind it."))


def _stays_open(open_plan: OpenPlan) -> None:
    t = open_plan.t
    with Element("fieldset").classes("pp-lock-choices"):
        Words("legend", t("Someone who can be called without it"))
        _choice("person", "", t("Nobody"), is_chosen=True)
        unwanted = {contact for contact, _ in clashes(open_plan.plan)}
        people = [one for one in open_plan.plan.shown("contacts") if one.now.content.get("phones")]
        people = [one for one in people if one.id not in unwanted]
        for entry in (one for one in people if not one.is_only_me):
            _choice("person", entry.id, str(entry.now.content.get("name", "")))
        if any(one.is_only_me for one in people):
            Words("p", t("Whoever is “Only me” is not offered here: everyone can read the lock page."), "pp-hint")
    with Element("label").classes("pp-lock-choice"):
        Element("input").props("type=checkbox name=steps")
        Words("span", t("Show the steps that help me, but no people"))
    with Element("label").classes("pp-lock-field"):
        Words("span", t("It locks when it was not used for"))
        with Element("select").props("name=seconds"):
            for minutes in _MINUTES:
                option = Words("option", t.tn("{n} minute", "{n} minutes", minutes)).props(f"value={minutes * 60}")
                if minutes == _USUAL_MINUTES:
                    option.props("selected")


async def _first_here(t: Translator, place: Element) -> None:
    place.clear()
    with place:
        _first(t)


def _first(t: Translator) -> None:
    _pin(t)
    _button(t("Lock this device with it"), "set")
    Words("p", "").props("role=status")


async def _another(t: Translator, place: Element) -> None:
    place.clear()
    with place:
        _pin(t)
        _button(t("Change the PIN"), "set")
        _button(t("Take the PIN away"), "off", "pp-button pp-wide")
        Words("p", "").props("role=status")


def _pin(t: Translator) -> None:
    Words("p", t("At least 4 digits, better 6, or a longer passphrase."), "pp-hint")
    for name, label in (("pin", t("PIN or passphrase")), ("again", t("The same once more"))):
        with Element("label").classes("pp-lock-field"):
            Words("span", label)
            Element("input").props(f"type=password name={name} autocomplete=off maxlength=200")
    with Element("label").classes("pp-lock-choice"):
        Element("input").props("type=checkbox name=visible")
        Words("span", t("Show what I type"))


def _choice(name: str, value: str, words: str, *, is_chosen: bool = False) -> None:
    with Element("label").classes("pp-lock-choice"):
        box = Element("input").props(f'type=radio name={name} value="{value}"')
        if is_chosen:
            box.props("checked")
        Words("span", words)


def _button(words: str, act: str, classes: str = "pp-button pp-button-primary pp-wide") -> None:
    Words("button", words, classes).props(f"type=button data-lock={act}")
