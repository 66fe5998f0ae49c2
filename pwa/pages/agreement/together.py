"""Making a plan together in 30 minutes: one page for both, to read on the screen or on paper.

The order: what someone needs to stay safe opens it, what they are good at comes next, and what both agree to is asked
near the end (framework.md; joint crisis plans, Henderson et al. 2004).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nicegui.element import Element

from components.button.button import Button
from components.words.words import Link, Words
from pwa import lines
from pwa.i18n import Translator
from pwa.pages.agreement.page import printed
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.plan.section import N_
from pwa.plan.sections import BY_ID


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to talk through.

    Args:
        question: and ``more``, what it is about; both are message ids.
        parts: where the answers go.
    """

    minutes: int
    question: str
    more: str
    parts: tuple[str, ...]


STEPS = (
    Step(
        minutes=5,
        question=N_("What do you need to stay safe?"),
        more=N_("Right now, and on a bad day. Who should be called?"),
        parts=("safe", "contacts"),
    ),
    Step(
        minutes=5,
        question=N_("What are you good at? What has carried you so far?"),
        more=N_("Begin with what is strong. What do you live for?"),
        parts=("strengths", "reasons"),
    ),
    Step(
        minutes=5,
        question=N_("How do you notice that it is starting?"),
        more=N_("And what do others notice first?"),
        parts=("warning_signs", "stressors"),
    ),
    Step(
        minutes=5,
        question=N_("What helps, and what makes things worse?"),
        more=N_("What you do yourself, and what others can do or leave."),
        parts=("coping", "responses", "unsafe"),
    ),
    Step(
        minutes=7,
        question=N_("What do we both want to happen in a crisis, and what not?"),
        more=N_("Where you see it differently, write down both."),
        parts=("agreement",),
    ),
    Step(
        minutes=3,
        question=N_("Who does what, and when do we look at it again?"),
        more=N_("Say a name and a day for each."),
        parts=("my_part", "team_part", "others_part", "about"),
    ),
)

_SEEN = (
    N_("A helper sees what you show them on this screen, and what you share with them. No more than that."),
    N_("Whoever you invite to write with you sees only the parts that you choose, until you end it."),
    N_("You hold the phone, or you say what may be typed for you."),
    N_("What you mark “Only me” is in no copy and on no paper."),
    N_("What happened before stays yours. Nobody has to tell it today."),
    N_("If someone is in danger, a helper may have to tell others. Ask first: what would you have to pass on?"),
)
_STAFF = (
    N_("It is done with the person, not done to them. It is their plan, and they decide who reads it."),
    N_("Ask, wait, and write their words as they say them. Do not tidy them."),
    N_("If you see it differently, say so, and write it beside theirs under your own name."),
    N_("Promise only what you can keep. Write “not agreed” rather than a half yes."),
    N_("Leave gaps. A short plan that is true helps more than a full one."),
    N_("Stop when it is enough for today. The rest can wait."),
)


async def together(open_plan: OpenPlan, address: Callable[[str], str]) -> None:
    """The whole page; ``address`` knows that of a part."""
    t = open_plan.t
    printed(open_plan)
    Words("p", t("For two: you, whose plan it is, and someone who helps. Sit where both can see the page."))
    with Element("div").classes("pp-buttons"):
        Button(t("Print")).on("click", js_handler="() => print()")
    with Element("div").classes("pp-on-paper pp-words-on-paper"):
        Words("p", t("Making it together in 30 minutes"), "pp-only-printed")
        Words("p", t("Rough times, 30 minutes in all. Take longer where you need to, or stop and go on another day."))
        with Element("ol").classes("pp-minutes"):
            for step in STEPS:
                _step(open_plan, address, step)
        _list(t, N_("What a helper sees, and what not"), _SEEN)
        _emergency(open_plan)
        _list(t, N_("For staff: done with, not done to"), _STAFF)


def _step(open_plan: OpenPlan, address: Callable[[str], str], step: Step) -> None:
    t = open_plan.t
    with Element("li"):
        Words("h2", t(step.question))
        Words("p", t(step.more))
        Words("p", t.tn("about {n} minute", "about {n} minutes", step.minutes), "pp-note")
        with Element("ul"):
            for part in step.parts:
                with Element("li"):
                    Link(t(BY_ID[part].mine), f"/{t.tag}/{open_plan.slot}/edit/{address(part)}")


def _list(t: Translator, heading: str, sentences: tuple[str, ...]) -> None:
    Words("h2", t(heading))
    with Element("ul").classes("pp-points"):
        for sentence in sentences:
            Words("li", t(sentence))


def _emergency(open_plan: OpenPlan) -> None:
    t = open_plan.t
    numbers = lines.for_plan(open_plan.plan, open_plan.desk.settings.region, today(), t.tag)
    Words("h2", t("If it is an emergency"))
    Words("p", t("This page calls nobody, and nobody watches it. Is someone in danger now? Stop here and call."))
    with Element("ul").classes("pp-points"):
        for name, words, address in ways_to_help(t, numbers):
            with Element("li"):
                Words("span", name)
                Link(words, address).props("dir=auto")


def ways_to_help(
    t: Translator, numbers: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> Iterator[tuple[str, str, str]]:
    """The emergency number, then crisis lines to call, text and chat with: name, words and address of each."""
    emergency, first = numbers["emergency"], numbers["first"]
    yield str(emergency["label"]), str(emergency["number"]), _to("tel", str(emergency["number"]))
    if line := first.get("call"):
        yield line["name"], line["number"], _to("tel", line["number"])
    if line := first.get("text"):
        number = f"{line['number']} ({line['keyword']})" if line.get("keyword") else line["number"]
        yield line["name"], t("{label}: {words}", label=t("Text"), words=number), _to("sms", line["number"])
    if line := first.get("chat"):
        yield line["name"], t("{label}: {words}", label=t("Chat"), words=line["site"]), f"https://{line['site']}"


def _to(way: str, number: str) -> str:
    return f"{way}:{re.sub('[^+0-9]', '', number)}"
