"""What surrounds every page: the slim bar with Hide, and the calm line for when the server can't be reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.fold.fold import Fold
from components.line.line import Line
from components.words.words import Link, Words
from pwa import i18n
from pwa.i18n import Translator
from pwa.pages.desk import Desk

_NOTES = "2"  # the part of a plan for them, as `edit.py` has it
STYLES = (
    "tokens.css", "desk.css", "fields.css", "rows.css", "start.css", "qr.css", "share.css", "lock.css", "past.css",
    "pictures.css",
)  # fmt: skip


@contextmanager
def frame(desk: Desk, t: Translator, here: str, *, slot: str = "") -> Iterator[Element]:
    """The bar, and the page to fill; ``here`` is the page's address without its language.

    With the ``slot`` of an own plan there is a quiet way at the page's end to note something for the next appointment.
    """
    _head(desk, t)
    layout = ui.context.client.layout
    with layout, Element("header").classes("pp-bar") as bar:
        Link(t("My plan"), "/")
        if len(i18n.languages()) > 1:
            _languages(desk, t, here)
        Button(t("Hide")).props("data-hide")
    with layout:
        line = Line(
            t("The line has dropped. What you typed is kept on this page."),
            plan=t("My plan works without a connection"),
        )
    bar.move(layout, 0)
    line.move(layout, 1)
    with Element("div").classes("pp-main") as main:
        yield main
    if slot and not here.endswith(f"/edit/{_NOTES}"):
        with Element("footer").classes("pp-main pp-note-link"):
            Link(t("A note for next time"), f"/{t.tag}/{slot}/edit/{_NOTES}")


def turned_away(desk: Desk, t: Translator, here: str, sentence: str) -> None:
    """A calm page in place of a plan that can't be opened: one sentence, and the way back."""
    with frame(desk, t, here):
        Words("h1", t("This page can't be opened now"))
        Words("p", sentence)
        Link(t("Go to my plan"), "/", "pp-button pp-button-primary")


def _head(desk: Desk, t: Translator) -> None:
    for style in STYLES:
        ui.add_head_html(f'<link rel="stylesheet" href="{escape(desk.asset(style))}">')
    away = desk.asset(f"measures.{t.tag}.html")
    ui.add_head_html(f'<script src="{escape(desk.asset("hide.js"))}" data-away="{escape(away)}"></script>')
    ui.add_head_html(f'<script src="{escape(desk.asset("owed.js"))}"></script>')
    ui.add_head_html(f'<script src="{escape(desk.asset("own_day.js"))}"></script>')
    ui.add_head_html(f'<script src="{escape(desk.asset("chosen_language.js"))}"></script>')
    ui.add_head_html('<meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no">')


def _languages(desk: Desk, t: Translator, here: str) -> None:
    with Fold(t("Language")).classes("pp-languages"), Element("ul"):
        for one in i18n.menu():
            with Element("li").props(f'lang="{one["tag"]}" dir="{one["dir"]}"'):
                link = Link(one["name"], f"/{one['tag']}{here}").props(f'data-language="{one["tag"]}"')
                if one["tag"] == t.tag:
                    link.props("aria-current=page")
                if one["note"]:
                    Words("small", one["note"])
        if not t.language.is_reviewed:
            with Element("li"):
                Link(t("What matters most, also in English"), desk.asset(f"originals.{t.tag}.html"))
