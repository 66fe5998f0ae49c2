"""What *Hide* does, what stays behind all the same, and where it leads."""

from nicegui import ui
from nicegui.element import Element

from components.words.words import Words
from pwa.pages.open_plan import OpenPlan
from pwa.plan.section import N_

_SAID = {
    "kept": N_("Kept on this device."),
    "wrong": N_("That is no address that starts with https. Nothing was changed."),
    "failed": N_("This browser keeps nothing. Hide leads to kitchen measures."),
}

_STAYS = (
    N_(
        "The history of your browser: it shows this address, with the title “Notes”. Delete it in the "
        "browser’s history, for the last hour."
    ),
    N_(
        "Calls: they stand in the phone’s list of calls. Hold one there to delete it. They can also be on the "
        "phone bill, and who pays can read it."
    ),
    N_("Texts: what you sent and what came back stays in the messages app. Delete the whole conversation there."),
    N_("The keyboard: it can suggest words that you typed here. Its settings have “delete learned words”."),
    N_("Notifications: someone who answers you may light up the screen. The phone’s settings can hide their words."),
    N_(
        "What you copied, such as a number, a link or your recovery words: it can be pasted until you copy "
        "something else. Copy another word. Where the keyboard or the computer keeps a list of what was "
        "copied, delete it there too."
    ),
    N_(
        "Files that you saved, such as your plan or a picture of a code: they stay among the downloads, and "
        "in the browser’s own list of them. Delete them in both, and then from the bin."
    ),
    N_(
        "Paper: a page that you printed or saved as a PDF stays where it lies. A printer can keep the last "
        "pages in its list of jobs."
    ),
    N_("Screenshots and photos of this page: look through the gallery, and the deleted photos."),
    N_("The router at home, or the provider: it can list the address of this server, never what you read or wrote."),
    N_(
        "A program that someone has put on the phone to watch you: no page can hide from it. Use a phone that "
        "they never had."
    ),
)


def hiding(open_plan: OpenPlan) -> None:
    """The page's words, and a field that only this browser knows of."""
    t = open_plan.t
    Words("p", t("“Hide” covers the page at once and goes to a page with kitchen measures. Back does not return here."))
    Words("p", t("On a keyboard, press Escape three times, or Shift three times. It works without a connection too."))
    Words("p", t("If you have a PIN, hiding locks your plan."))
    Words("button", t("Try it now"), "pp-button").props("type=button data-hide")
    Words("h2", t("What stays behind all the same"))
    with Element("ul").classes("pp-points"):
        for words in _STAYS:
            Words("li", t(words))
    Words("p", t("Deleting traces can also be noticed. You know best what is safer for you."), "pp-told")
    Words("h2", t("Where Hide leads"))
    Words(
        "p",
        t("With a connection it can lead to another page that looks like you. Without one it shows kitchen measures."),
    )
    Words(
        "p",
        t("If your page can’t be reached, the browser says so there. No word of your plan is on that screen."),
        "pp-hint",
    )
    ui.add_head_html(f'<script type="module" src="{open_plan.desk.asset("hide_page.js")}"></script>')
    with Element("div").props("id=hiding"):
        with Element("label").classes("pp-lock-field"):
            Words("span", t("Address of a page, such as a weather page. Empty: kitchen measures"))
            Element("input").props("type=url name=elsewhere inputmode=url autocomplete=off maxlength=500 dir=ltr")
        Words("button", t("Keep this"), "pp-button").props("type=button data-hiding")
        Words("p", "").props("role=status")
        for name, sentence in _SAID.items():
            Words("p", t(sentence)).props(f"hidden data-said={name}")
