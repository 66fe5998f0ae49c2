"""Whom to talk to about a child: no questions, no judging, and only numbers that have a source."""

from collections.abc import Mapping
from typing import Any

from nicegui.element import Element

from components.words.words import Link, Words
from pwa import lines
from pwa.i18n import Translator
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.past.ways import Ways
from pwa.plan.sections import CONTACTS


def talk(open_plan: OpenPlan, ways: Ways) -> None:
    """Who can be called now, who can be asked, and what to expect."""
    t = open_plan.t
    numbers = lines.for_plan(open_plan.plan, open_plan.desk.settings.region, today(), t.tag)
    Words("p", t("I do not have to be sure, and I do not have to find out what is true. I can tell someone, and ask."))
    Words("h2", t("When a child is in danger now"))
    Words("p", t("I call the emergency number. I say where the child is and what I am worried about."))
    _number(t, numbers["emergency"]["label"], numbers["emergency"]["number"])
    Words("p", _about(numbers["emergency"]), "pp-note")
    Words("h2", t("Who I can talk to today"))
    with Element("ul").classes("pp-points"):
        Words("li", t("someone I trust, or someone on my care team"))
        Words("li", t("a doctor or a nurse"))
        Words("li", t("a teacher, or someone at the nursery"))
        Words(
            "li",
            t("the people near me whose work is to keep children safe: anyone above can tell me how to reach them"),
        )
    Link(t(CONTACTS.mine), ways.address_of(CONTACTS.id))
    _for_children(open_plan, numbers)
    Words("h2", t("Good to know"))
    with Element("ul").classes("pp-points"):
        Words("li", t("I can ask for advice first, without saying any names."))
        Words("li", t("I can ask: who will hear of this, and what happens next?"))
        Words("li", t("People who work with families may have to pass on what they hear, to keep a child safe."))
        Words("li", t("When it gets too much for me, someone I trust can be with the child while I rest."))
    Words("p", t("This page tells nobody that I was here."), "pp-hint")


def _for_children(open_plan: OpenPlan, numbers: Mapping[str, Any]) -> None:
    t = open_plan.t
    found = [line for line in numbers["lines"] if lines.is_for_children(line["id"])]
    if not found:
        return
    Words("h2", t("Who a child can talk to"))
    for line in found:
        for number in line["voice"]:
            _number(t, line["name"], number)
        Words("p", _about(line), "pp-note")


def _number(t: Translator, label: str, number: str) -> None:
    Link(t("{label}: {words}", label=label, words=number), f"tel:{number.replace(' ', '')}", "pp-button")


def _about(told: Mapping[str, Any]) -> str:
    """Where a number comes from and what is known of it, in a row."""
    known = (told.get(key) for key in ("audience", "hours", "cost", "source_note", "check_note"))
    return " · ".join(words for words in known if words)
