"""The recovery words: made when asked for, shown once, and made anew at any time."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa import i18n
from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.days import day_words, today
from pwa.pages.desk import Desk
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import ask_for_old_words, when_owner_is_shown
from pwa.plan.section import N_
from pwa.vault.codes import counts_from, does_count
from pwa.vault.cookies import DeviceCookie
from pwa.vault.proving import is_owed
from pwa.vault.recovery import Form, parse_code

# Nothing of the code passes through a script of ours: the browser copies what stands on the page.
_COPY = """() => {
  const words = [...document.querySelectorAll("[data-word]")].map((word) => word.textContent).join(" ");
  navigator.clipboard.writeText(words).then(() => emit());
}"""
_SAVE = """() => {
  const words = [...document.querySelectorAll("[data-word]")].map((word) => word.textContent).join("\\n");
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(new Blob([words], { type: "text/plain" })),
    download: "notes.txt",
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  emit();
}"""
_PRINT = """() => {
  document.querySelector(".pp-code-words").classList.toggle("pp-code-card", IS_CARD);
  print();
}"""

_OPEN_ONLY = N_(
    "These words open your plan at once. For setting a PIN, taking off a device and deleting your plan they count from "
    "{day}. Until then your older words count, and go on working."
)

Keep = Callable[[], Awaitable[bool]]


async def recovery_words(
    open_plan: OpenPlan, *, on_shown: Callable[[Keep], None] | None = None, is_explained: bool = True
) -> None:
    """What the words are for, and a button that makes and shows them.

    Words from before work until those here are said to be written down: here or by the ``Keep`` of ``on_shown``.
    """
    desk, t, cookie = open_plan.desk, open_plan.t, open_plan.cookie
    if is_explained:
        Words("p", t("These words open your plan on another phone, or after this one is lost."))
        Words("p", t("Whoever has these words can read everything. Keep them on paper, in a safe place."), "pp-told")
    has_code = await asyncio.to_thread(desk.access.has_recovery_code, cookie)
    place = Element("div")

    async def make(form: Form) -> None:
        try:
            has_to_wait = await asyncio.to_thread(is_owed, desk.access, cookie)
            code = await asyncio.to_thread(desk.access.make_recovery_code, cookie, form, today().isoformat())
        except PocketPlanError as error:
            _tell(place, t(error.advice))
            return
        place.clear()
        with place:
            _show(t, code, form)
            if has_code:
                _say_what_older_ones_do(t, has_to_wait=has_to_wait)
            _offer_to_keep(desk, t, cookie, code, on_shown)

    async def ask(form: Form = "words") -> None:
        has_to_show = not cookie.pin and await asyncio.to_thread(is_owed, desk.access, cookie)
        shown = ask_for_old_words if has_to_show else when_owner_is_shown
        await shown(open_plan, place, partial(make, form))

    with place:
        if has_code and is_explained:
            Words("p", t("You have made words before. The old ones work until you have written down new ones."))
        Button(t("Make new words") if has_code else t("Show my words"), ask, kind="primary").classes("pp-wide")
        if t.tag != i18n.SOURCE:  # the only language with a list of words
            Words("p", t("The words are English. Numbers do the same, in every language."), "pp-hint")
            Button(t("Show numbers instead of words"), partial(ask, "digits")).classes("pp-wide")


def _say_what_older_ones_do(t: Translator, *, has_to_wait: bool) -> None:
    if has_to_wait:
        Words("p", t(_OPEN_ONLY, day=day_words(t, counts_from(today().isoformat()))), "pp-told")
    else:
        Words("p", t("My older words work until I say that I have written these down."), "pp-told")


def _offer_to_keep(
    desk: Desk,
    t: Translator,
    cookie: DeviceCookie,
    code: str,
    on_shown: Callable[[Keep], None] | None,
) -> None:
    place = Element("div")

    async def keep() -> bool:
        return await keep_and_see() is not None

    async def keep_and_see() -> bool | None:
        """Whether they count at once; None when they could not be kept, which is said."""
        try:
            return await asyncio.to_thread(_kept, desk, cookie, code)
        except PocketPlanError as error:
            _tell(place, t(error.advice))
            return None

    async def keep_and_say() -> None:
        do_count = await keep_and_see()
        if do_count is not None:
            done.set_visibility(False)
            older_end = t("These are my words now. Older words no longer work.")
            older_stay = t("These are my words now. My older words go on working for 7 days.")
            said.set_text(older_end if do_count else older_stay)

    if on_shown is not None:
        on_shown(keep)
        return
    with place:
        done = Button(t("I have written them down"), keep_and_say, kind="primary").classes("pp-wide")
        said = Status()


def _kept(desk: Desk, cookie: DeviceCookie, code: str) -> bool:
    """Whether words count now that they are kept; not where somebody typed older ones since they were made."""
    desk.access.keep_recovery_code(cookie, code)
    return does_count(desk.access.look(cookie), parse_code(code).locator(), today().isoformat())


def _tell(place: Element, words: str) -> None:
    with place:
        Words("p", words, "pp-told").props("role=alert")


def _show(t: Translator, code: str, form: Form) -> None:
    called = t("Your {n} words", n=len(code.split())) if form == "words" else t("Your recovery numbers")
    heading = Words("h2", called).props("tabindex=-1")
    with Element("ol").classes("pp-code-words").props('translate="no" lang="en" dir="ltr"'):
        for word in code.split():
            Words("li", word).props("data-word")
    Words("p", t("They are shown only this once. You can make new ones at any time."), "pp-hint")
    with Element("div").classes("pp-buttons"):
        copy = Button(t("Copy"))
        save = Button(t("Save as a file"))
        Button(t("Print")).on("click", js_handler=_PRINT.replace("IS_CARD", "false"))
    Words("p", t("They also fit on a card for a wallet. Whoever holds this card can read everything."), "pp-hint")
    with Element("div").classes("pp-buttons"):
        Button(t("Print a card for my wallet")).on("click", js_handler=_PRINT.replace("IS_CARD", "true"))
    said = Status()
    save.on("click", lambda: said.set_text(t("Saved. Whoever opens this file can read everything.")), js_handler=_SAVE)
    copy.on("click", lambda: said.set_text(t("Copied. Paste them where only you can read them.")), js_handler=_COPY)
    heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")
