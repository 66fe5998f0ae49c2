"""Whose number may be in copies: each person's, by a switch in the plan itself, and the owner's own."""

from typing import Any

from components.choice.choice import Tick
from components.fold.fold import Fold
from components.words.words import Words
from pwa.pages.fields import held_value, keeping, kept_words
from pwa.pages.share.draft import Draft
from pwa.plan.model import Entry
from pwa.plan.sections import CARE_FOR, CONTACTS
from pwa.share.choosing import chosen, own_number

_FIELD = next(field for field in CONTACTS.fields if field.name == "share_number")


def numbers(draft: Draft) -> None:
    """The switches behind a fold that says how many numbers are in the copy."""
    t, open_plan = draft.open_plan.t, draft.open_plan
    people = [entry for entry in open_plan.plan.shown(CONTACTS.id) if _has_number(entry)]
    own = own_number(open_plan.plan)
    cared_for = [entry for entry in open_plan.plan.shown(CARE_FOR.id) if not entry.is_only_me and _number(entry)]
    if not people and not own and not cared_for:
        return
    with Fold("") as fold:
        if own:
            _own(draft, own)
        if people:
            Words("p", t("These people’s numbers, in every copy that you have given:"), "pp-hint")
        for entry in people:
            _person(draft, entry)
        if cared_for:
            list_of = t(CARE_FOR.mine)
            Words(
                "p",
                t("Numbers in “{list}” go with that part, except those you keep back here.", list=list_of),
                "pp-hint",
            )

    def show() -> None:
        made = chosen(open_plan.plan, draft.sections & {CONTACTS.id, CARE_FOR.id})
        listed = (entry["content"] for entries in made.values() for entry in entries)
        shown = sum("phones" in content or "number" in content for content in listed) + bool(own and draft.with_number)
        every = len(people) + bool(own) + len(cared_for)
        fold.summary.set_text(t("Phone numbers in it: {n} of {all}", n=shown, all=every))

    draft.watch(show)


def _own(draft: Draft, number: str) -> None:
    t = draft.open_plan.t

    def take(value: Any) -> None:
        draft.with_number = value is True

    name, save = draft.field("number", take)
    label = t("My own number, so that they can call me: {number}", number=number)
    Tick(label, draft.with_number, name=name, on_save=save, words=draft.words).as_draft()


def _person(draft: Draft, entry: Entry) -> None:
    t, open_plan = draft.open_plan.t, draft.open_plan
    name, save = keeping(open_plan, CONTACTS, _FIELD, entry.id)
    phones = t.list(phone["number"] for phone in entry.now.content.get("phones", ()))
    label = t("{label}: {words}", label=entry.now.content.get("name", ""), words=phones)

    def is_shared() -> bool:
        return bool(held_value(open_plan, CONTACTS, _FIELD, entry.id))

    tick = Tick(label, is_shared(), name=name, on_save=save, words=kept_words(t))

    def show() -> None:
        if tick.props["value"] != is_shared():
            tick.show(is_shared())

    draft.watch(show)


def _number(entry: Entry) -> str:
    return str(entry.now.content.get("number") or "")


def _has_number(entry: Entry) -> bool:
    return not entry.is_only_me and bool(entry.now.content.get("phones"))
