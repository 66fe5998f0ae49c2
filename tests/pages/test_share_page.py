"""Sharing, pressed without a browser: what is offered, what is asked, and what a copy then holds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from components.choice.choice import Choice, Select
from components.fold.fold import Fold
from components.keeping.keeping import Kept
from components.kept_text.kept_text import KeptText
from components.plan_view.plan_view import PlanView
from components.qr.qr import Qr
from pwa import i18n
from pwa.api import cookies
from pwa.pages.days import day_words, months_after, today
from pwa.pages.desk import Desk
from pwa.pages.register import register
from pwa.pages.share.draft import in_digits
from pwa.plan.changes import parse_change
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.share.terms import TICKED, Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.adding import Adding
from tests.unit.plan.making import add, raw


class Owner:
    """The owner of a plan, and the copies of it."""

    def __init__(self, access: PlanAccess) -> None:
        self.access = access
        self.copies = Copies(access)
        self.opened: Opened = access.create()

    def change(self, *changes: dict[str, Any]) -> None:
        self.access.change(self.opened.cookie, map(parse_change, changes))

    def terms(self) -> list[Terms]:
        return [one.copy.terms for one in self.copies.all(self.opened.cookie)]


@pytest.fixture
def owner(tmp_path: Path, user: User) -> Iterator[Owner]:
    i18n.load()
    with TinyDBStore(tmp_path) as store:
        owner = Owner(PlanAccess(store))
        desk = Desk(
            access=owner.access,
            adding=Adding(owner.access),
            copies=owner.copies,
            settings=Settings(),
            asset=lambda name: f"/static/{name}",
            base_url=lambda _: "https://plan.example.org",
            find_cookies=cookies.candidates,
            unlocked_seconds=lambda *_: 0,
        )
        register(desk)
        user.http_client.cookies.set("p_abcdefgh", owner.opened.cookie.text())
        yield owner


def choose(user: User, label: str, value: object) -> None:
    """What a field sends once something was typed or chosen."""
    found = user.find(kind=Kept).elements
    field = next(one for one in found if one.props["label"] == label)
    UserInteraction(user, {field}, None).trigger("save", {"token": 1, "value": value, "known": [], "goesOn": False})


async def test_name_and_one_tap_make_a_copy(user: User, owner: Owner) -> None:
    await user.open("/en/abcdefgh/share")
    choose(user, "Who is it for?", "My sister")
    user.find("Make the copy").click()
    await user.should_see(kind=Qr)
    until = months_after(today(), 3).isoformat()
    assert owner.terms() == [Terms(label="My sister", sections=TICKED, until=until)]


async def test_picked_contact_is_known_by_name_and_entry(user: User, owner: Owner) -> None:
    owner.change(add("contacts", 1, name="Grace"))
    await user.open("/en/abcdefgh/share")
    entry = owner.access.open(owner.opened.cookie).plan.shown("contacts")[0].id
    choose(user, "Who is it for?", entry)
    user.find("Make the copy").click()
    await user.should_see("The code for Grace")
    assert [(one.label, one.contact) for one in owner.terms()] == [("Grace", entry)]


@pytest.mark.parametrize(("people", "kind"), [(0, KeptText), (6, Choice), (7, Select)])
async def test_many_people_stand_in_a_list(people: int, kind: type[Kept], user: User, owner: Owner) -> None:
    owner.change(*(add("contacts", number, name=f"Person {number}") for number in range(1, people + 1)))
    await user.open("/en/abcdefgh/share")
    asked = [one for one in user.find(kind=Kept).elements if one.props["label"] == "Who is it for?"]
    assert [type(one) for one in asked] == [kind]


@pytest.mark.parametrize("value", ["", "nobody", "0" * 32, None, 7])
async def test_nobody_else_can_be_picked(value: object, user: User, owner: Owner) -> None:
    owner.change(add("contacts", 1, name="Grace"))
    await user.open("/en/abcdefgh/share")
    choose(user, "Who is it for?", value)
    user.find("Make the copy").click()
    await user.should_see("Please say first who it is for.")
    assert owner.terms() == []


async def test_next_look_is_offered_as_the_last_day_while_it_is_to_come(user: User, owner: Owner) -> None:
    def look(day: date, seq: int) -> dict[str, Any]:
        return raw("set_field", "about", "next_look", seq=seq, value=day.isoformat(), based_on=None)

    coming = months_after(today(), 2)
    owner.change(look(coming, 1))
    await user.open("/en/abcdefgh/share")
    field = next(one for one in user.find(kind=Choice).elements if one.props["label"] == "How long?")
    names = [name for name, _ in field.props["options"]]
    assert names == ["day", "month", "months", "look", "stopped"]
    choose(user, "How long?", "look")
    choose(user, "Who is it for?", "My sister")
    user.find("Make the copy").click()
    await user.should_see(kind=Qr)
    assert owner.terms()[0].until == coming.isoformat()


async def test_copy_that_has_ended_says_so_and_shows_no_code(user: User, owner: Owner) -> None:
    owner.copies.make(owner.opened.cookie, Terms(label="My sister", until="2026-01-31"))
    await user.open("/en/abcdefgh/share")
    await user.should_see("It ended on 31 January 2026.")
    await user.should_not_see("Show the code")


async def test_without_a_plan_one_calm_page_leads_on(user: User, owner: Owner) -> None:
    user.http_client.cookies.clear()
    await user.open("/en/abcdefgh/share")
    await user.should_see("There is no plan here that this browser can open.")
    await user.should_not_see("Make the copy")


async def test_removed_device_makes_nothing(user: User, owner: Owner) -> None:
    await user.open("/en/abcdefgh/share")
    choose(user, "Who is it for?", "My sister")
    owner.access.delete(owner.opened.cookie)
    user.find("Make the copy").click()
    await user.should_see("That does not open a plan here.")
    await user.should_not_see(kind=Qr)


@pytest.mark.parametrize(("typed", "digits"), [("04 71", "0471"), ("٠٤٧١", "0471"), ("", ""), ("12a", "12a")])
def test_passcode_has_the_digits_that_every_keyboard_has(typed: str, digits: str) -> None:
    assert in_digits(typed) == digits


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-11-25", 3, "2027-02-25"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-31", 1, "2027-01-31")],
)
def test_same_day_some_months_later(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == then


def test_day_that_is_none_stays_as_it_is() -> None:
    i18n.load()
    t = i18n.translator("en")
    assert (day_words(t, "2026-11-25"), day_words(t, "soon")) == ("25 November 2026", "soon")


def entries(owner: Owner, section: str) -> dict[str, str]:
    plan = owner.access.open(owner.opened.cookie).plan
    return {str(entry.now.content["name"]): entry.id for entry in plan.shown(section)}


async def test_question_is_about_the_person_who_is_chosen(user: User, owner: Owner) -> None:
    owner.change(
        *(add("contacts", number, name=name) for number, name in enumerate(("Dad", "Tom"), 1)),
        *(add("avoid", number, name=name) for number, name in enumerate(("Dad", "Tom"), 3)),
    )
    people = entries(owner, "contacts")
    await user.open("/en/abcdefgh/share")
    choose(user, "Who is it for?", people["Dad"])
    user.find("Make the copy").click()
    await user.should_see("“Dad” is in “People I don't want called”.")
    choose(user, "Who is it for?", people["Tom"])
    await user.should_not_see("Yes, make it")
    user.find("Make the copy").click()
    await user.should_see("“Tom” is in “People I don't want called”.")
    user.find("Yes, make it").click()
    await user.should_see("The code for Tom")
    (terms,) = owner.terms()
    assert (terms.label, terms.left) == ("Tom", (entries(owner, "avoid")["Tom"],))
    await user.open("/en/abcdefgh/share")
    await user.should_not_see("Shall it be stopped?")


@pytest.mark.parametrize("page", ["share", "edit"])
async def test_copy_of_someone_under_avoid_is_asked_about_where_copies_are_seen(
    page: str, user: User, owner: Owner
) -> None:
    owner.copies.make(owner.opened.cookie, Terms(label="Dad"))
    owner.change(add("avoid", 1, name="Dad"))
    for answer in ("Leave it", ""):
        await user.open(f"/en/abcdefgh/{page}")
        if answer:
            await user.should_see("“Dad” has a copy of your plan. Shall it be stopped?")
            user.find(answer).click()
        await user.should_not_see("“Dad” has a copy of your plan. Shall it be stopped?")
    owner.change(add("avoid", 2, name="dad"))
    await user.open(f"/en/abcdefgh/{page}")
    user.find("Stop the copy").click()
    await user.should_see("Stopped. The copy for Dad opens no more.")
    assert owner.terms() == []
    await user.should_not_see("Copies I have given")


@pytest.mark.parametrize(("answer", "may_read"), [("Yes, they may", True), ("No, they may not", False)])
async def test_new_name_under_avoid_is_asked_about_once(answer: str, may_read: bool, user: User, owner: Owner) -> None:
    owner.copies.make(owner.opened.cookie, Terms(label="Grace", sections=("avoid",)))
    await user.open("/en/abcdefgh/share")
    await user.should_not_see("May they read this too?")
    owner.change(add("avoid", 1, name="Uncle Bob"))
    await user.open("/en/abcdefgh/share")
    await user.should_see("New in “People I don't want called”: Uncle Bob. Copies with that list: Grace.")
    user.find(answer).click()
    await user.should_not_see("May they read this too?")
    (terms,), bob = owner.terms(), entries(owner, "avoid")["Uncle Bob"]
    assert (terms.names, terms.held_back) == (((bob,), ()) if may_read else ((), (bob,)))
    await user.open("/en/abcdefgh/share")
    await user.should_not_see("May they read this too?")


def named(name: str, seq: int) -> dict[str, Any]:
    return raw("set_field", "about", "name_i_like", seq=seq, value=name, based_on=None)


async def test_name_of_the_plan_is_followed_unless_another_is_typed(user: User, owner: Owner) -> None:
    owner.change(named("Sam", 1))
    await user.open("/en/abcdefgh/share")
    choose(user, "Who is it for?", "My sister")
    user.find("Make the copy").click()
    await user.should_see(kind=Qr)
    user.find("Done").click()
    await user.should_not_see(kind=Qr)
    choose(user, "Who is it for?", "My aunt")
    choose(user, "The name they see", "S.")
    user.find("Make the copy").click()
    await user.should_see("The code for My aunt")
    assert [terms.name for terms in owner.terms()] == [None, "S."]


async def test_name_for_nobody_else_is_in_no_form_for_a_copy(user: User, owner: Owner) -> None:
    owner.change(named("Oldname", 1), raw("only_me", "about", "name_i_like", seq=2, on=True))
    await user.open("/en/abcdefgh/share")
    fields = [one for one in user.find(kind=KeptText).elements if one.props["label"] == "The name they see"]
    assert [one.props["value"] for one in fields] == [""]
    choose(user, "Who is it for?", "My sister")
    user.find("Make the copy").click()
    await user.should_see(kind=Qr)
    assert owner.terms()[0].name == ""


async def test_name_that_is_too_long_is_said_and_makes_no_copy(user: User, owner: Owner) -> None:
    await user.open("/en/abcdefgh/share")
    (sight,) = [one for one in user.find(kind=Fold).elements if one.summary.text == "How they will see it"]
    UserInteraction(user, {sight}, None).trigger("toggle")
    await user.should_see(kind=PlanView)
    choose(user, "Who is it for?", "My sister")
    choose(user, "The name they see", "x" * 2001)
    await user.should_see("This text is too long")
    user.find("Make the copy").click()
    await user.should_not_see(kind=Qr)
    assert owner.terms() == []


async def test_numbers_under_what_to_look_after_are_counted(user: User, owner: Owner) -> None:
    anna = {"name": "Anna", "phones": [{"number": "07700 900112", "for": ["call"]}]}
    owner.change(
        add("contacts", 1, **anna),
        add("care_for", 2, text="The cat", number="07700 900112"),
        add("care_for", 3, text="The dog", number="07700 900113"),
    )
    await user.open("/en/abcdefgh/share")
    await user.should_see("Phone numbers in it: 0 of 3")
    choose(user, "Please look after: 2 things", True)
    await user.should_see("Phone numbers in it: 1 of 3")
