"""Taking the plan along as a file: a page to read, open JSON, the same sealed; and bringing such a file in."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from nicegui.element import Element

from components.take_along.take_along import BringIn, SaveFile
from components.words.words import Words
from pwa import lines
from pwa.i18n import Translator
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.plan.bringing_in import How
from pwa.plan.filed_pictures import FILED_BYTES
from pwa.plan.limits import ADVICE, FILE_BYTES
from pwa.plan.plan_file import is_too_large, leaves_out
from pwa.plan.sections import as_json_for_owner
from pwa.vault.passphrase import suggested

_STYLES = ("tokens.css", "plan_view.css")


async def take_along(open_plan: OpenPlan) -> None:
    """What each file is for, a button for it, and the way back in; under a PIN that comes first."""
    with Element("div") as place:
        await when_owner_is_shown(open_plan, place, partial(_take_along, open_plan))


async def _take_along(open_plan: OpenPlan) -> None:
    whole = await open_plan.whole()
    t, address = open_plan.t, f"/api/plans/{open_plan.slot}/file"
    Words("p", t("Here you save all of your plan as a file: to keep it, or to take it to another place."))
    Words("p", t("What is marked “Only me” is in these files, too. Your recovery words, devices and copies are not."))
    if leaves_out(open_plan.plan):
        newer = t("A newer version of this program wrote some things into your plan. They are not in these files.")
        Words("p", newer, "pp-told")
    if is_too_large(whole):
        large = t("Your plan has very many earlier texts. Its file is larger than 1 MB and can’t be brought in again.")
        Words("p", large, "pp-told")
    Words("h2", t("A page to read"))
    Words("p", t("It opens on any phone or computer, without a connection. You can call from it."), "pp-hint")
    Words("p", t("Whoever gets this file can read it."), "pp-told")
    SaveFile(address, "html", words=_saving(t, t("Save the page")), page=_page(open_plan))
    Words("h2", t("A file to bring in again"))
    Words("p", t("All of it, with earlier texts. Other programs can read it, too (JSON)."), "pp-hint")
    Words("p", t("Whoever gets this file can read it."), "pp-told")
    SaveFile(address, "json", words=_saving(t, t("Save the file")))
    Words("h2", t("The same, sealed with a passphrase"))
    words = {
        **_saving(t, t("Save the sealed file")),
        "label": t("Passphrase"),
        "hint": t("At least 12 letters. Write it down: without it nobody can open the file, and nobody can help."),
        "make": t("Make one for me"),
    }
    SaveFile(address, "age", words=words, suggested=suggested())
    Words("h2", t("Bring a file in"))
    Words("p", t("You see what is in it first. Nothing changes before you say so."), "pp-hint")
    if open_plan.opened.copies:
        Words(
            "p", t("Copies that you have given will show what you bring in, in the parts chosen for them."), "pp-told"
        )
    BringIn(address, language=t.tag, most=FILE_BYTES + FILED_BYTES, ways=_ways(t), words=_bringing(t))


def _saving(t: Translator, save: str) -> dict[str, str]:
    return {
        "save": save,
        "saving": t("One moment …"),
        "saved": t("Saved, where this browser keeps downloads. It stays there until you delete it."),
        "failed": t("That did not work. Your plan is as it was. Please try again."),
    }


def _bringing(t: Translator) -> dict[str, str]:
    return {
        "choose": t("Choose the file"),
        "reading": t("One moment …"),
        "passphrase": t("Passphrase of this file"),
        "open": t("Open it"),
        "look": t("What is in this file"),
        "here": t("In my plan"),
        "there": t("In the file"),
        "leave": t("Leave my plan as it is"),
        "done": t("The file is in your plan now."),
        "too_large": t(ADVICE["file_too_large"]),
        "failed": t("That did not work. Your plan is as it was. Please try again."),
    }


def _ways(t: Translator) -> list[dict[str, str]]:
    join = t("What is new is added. Where texts differ, both stay side by side until you pick one.")
    replace = t(
        "Only what is in the file is shown then. Nothing is deleted: what you have now is put away in its part, "
        "or kept as an earlier text, which you find in the page to read."
    )
    return [
        {"how": How.JOIN.value, "words": t("Join it with my plan"), "hint": join},
        {"how": How.REPLACE.value, "words": t("Put it in place of my plan"), "hint": replace},
    ]


def _page(open_plan: OpenPlan) -> dict[str, Any]:
    desk, t = open_plan.desk, open_plan.t
    return {
        "sections": [_translated(t, section) for section in as_json_for_owner()],
        "catalogue": f"/i18n/{t.tag}.json",
        "lines": lines.for_plan(open_plan.plan, desk.settings.region, datetime.now(UTC).date(), t.tag),
        "styles": [desk.asset(style) for style in _STYLES],
        "title": t("Notes"),
    }


def _translated(t: Translator, section: dict[str, Any]) -> dict[str, Any]:
    """A section with its words in the page's language: a phone's catalogue lacks those that stay at the desk."""
    fields = {key: [_field(t, field) for field in section[key]] for key in ("fields", "answers")}
    return {**section, "mine": t(section["mine"]), "theirs": t(section["theirs"]), **fields}


def _field(t: Translator, field: dict[str, Any]) -> dict[str, Any]:
    choices = {value: t(words) for value, words in (field["choices"] or {}).items()}
    return {**field, "label": t(field["label"]), "choices": choices}
