"""The code of a copy: large, with its link, and in plain words what it opens."""

import asyncio
from urllib.parse import urlsplit

from nicegui.element import Element

from components.fold.fold import Fold
from components.qr.qr import Qr
from components.send_link.send_link import SendLink
from components.words.words import Words
from pwa.i18n import Translator
from pwa.pages.open_plan import OpenPlan
from pwa.pages.share.more import until_words
from pwa.settings import HERE
from pwa.share import qr
from pwa.share.terms import Copy


async def show_code(open_plan: OpenPlan, copy: Copy, place: Element, *, heading: str) -> None:
    """Put the code of a copy into a place; raises a ``PocketPlanError`` when it may not be shown."""
    desk, t = open_plan.desk, open_plan.t
    base_url = desk.base_url(place.client.request)
    link = await asyncio.to_thread(desk.copies.link, open_plan.cookie, copy.id, base_url)
    drawing = await asyncio.to_thread(qr.svg, link)
    with place:
        title = Words(heading, t("The code for {name}", name=copy.terms.label)).props("tabindex=-1")
        Words("p", t("They point the camera of their phone at it, or you send them the link."))
        with Element("div").classes("pp-printable"):
            Qr(drawing, label=t("The code, to be read by a phone’s camera"))
            until = until_words(t, copy.terms.until)
            Words("p", t("Whoever has this code can read what is in it, {until}.", until=until), "pp-told")
            SendLink(link, words=link_words(t))
        if copy.terms.passcode:
            with Fold(t("The passcode that they also need")):
                said = t("They also need the passcode {passcode}. Tell it by voice.", passcode=copy.terms.passcode)
                Words("p", said, "pp-told")
        warn_of_a_narrow_reach(t, base_url)
    focus(title)


def link_words(t: Translator) -> dict[str, str]:
    """What stands around a link."""
    return {
        "link": t("The same as a link"),
        "send": t("Send the link"),
        "copy": t("Copy the link"),
        "copied": t("Copied. Paste it where only they can read it."),
        "marked": t("The link is marked. You can copy it from there."),
        "print": t("Print"),
    }


def warn_of_a_narrow_reach(t: Translator, base_url: str) -> None:
    """Say so when no other phone can come to the address that the code names."""
    if urlsplit(base_url).hostname in HERE:
        Words("p", t("This address works on this computer only. Another phone can’t open it."), "pp-hint")


def focus(heading: Element) -> None:
    """Lead to what has just appeared."""
    found = f"getHtmlElement({heading.id})"
    heading.client.run_javascript(f'{found}?.focus(); {found}?.scrollIntoView({{block: "start"}})')
