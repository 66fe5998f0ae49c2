"""The set-up, pressed without a browser: what each visit leads to, and what is refused."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from components.kept_text.kept_text import KeptText
from components.words.words import Words
from pwa import i18n
from pwa.api import cookies
from pwa.pages.desk import Desk
from pwa.pages.edit import part_address
from pwa.pages.register import register
from pwa.plan.changes import parse_change
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.adding import Adding
from pwa.vault.codes import has_kept
from pwa.vault.holders import NotAllowed

LINES = "Crisis lines and the emergency number are different in each country."


@pytest.fixture
def access(tmp_path: Path) -> Iterator[PlanAccess]:
    with TinyDBStore(tmp_path) as store:
        yield PlanAccess(store)


@pytest.fixture
def desk(access: PlanAccess, user: User) -> Desk:
    i18n.load()
    desk = Desk(
        access=access,
        adding=Adding(access),
        copies=Copies(access),
        settings=Settings(),
        asset=lambda name: f"/static/{name}",
        base_url=lambda _: "http://localhost",
        find_cookies=cookies.candidates,
        unlocked_seconds=lambda *_: 0,
    )
    register(desk)
    return desk


@pytest.fixture
def made(desk: Desk, access: PlanAccess, user: User) -> Opened:
    """An empty plan whose device is this visitor's."""
    opened = access.create()
    user.http_client.cookies.set("p_abcdefgh", opened.cookie.text())
    return opened


def setting(name: str, value: str) -> dict[str, object]:
    revision = f"{'a' * 32}:1"
    change = {"kind": "set_field", "section": "settings", "entry": name, "value": value, "based_on": None}
    return {**change, "revision": revision, "day": date(2026, 11, 23).isoformat()}


@pytest.mark.parametrize("address", ["/en/start", "/en/mine/edit"])
async def test_a_cookie_that_opens_nothing_hides_no_living_plan(
    user: User, desk: Desk, access: PlanAccess, address: str
) -> None:
    dead, alive = access.create().cookie, access.create([parse_change(setting("region", "GB"))]).cookie
    access.delete(dead)
    user.http_client.cookies.set("p_aaaaaaaa", dead.text())
    user.http_client.cookies.set("p_zzzzzzzz", alive.text())
    await user.open(address)
    await user.should_see("What do you need to stay safe?" if address == "/en/start" else "Everything in my plan")


async def test_it_opens_with_the_one_question(user: User, made: Opened) -> None:
    await user.open("/en/start")
    await user.should_see("What do you need to stay safe?")
    user.find("Begin").click()
    await user.should_see(LINES)


@pytest.mark.parametrize("step", ["", "9", "-1", "two", "٣", "1e3"])
async def test_an_unknown_step_opens_the_first_screen(step: str, user: User, made: Opened) -> None:
    await user.open(f"/en/start?step={step}")
    await user.should_see("What do you need to stay safe?")


async def test_a_reload_returns_to_the_same_step(user: User, made: Opened) -> None:
    await user.open("/en/start?step=5")
    await user.should_see("My early signs")
    await user.should_see("Step 3 of 5")


async def test_the_country_is_not_asked_twice(user: User, made: Opened, access: PlanAccess) -> None:
    access.change(made.cookie, [parse_change(setting("region", "GB"))])
    await user.open("/en/start")
    user.find("Begin").click()
    await user.should_see("Does anyone else pick up this phone?")
    user.find("Back").click()
    await user.should_see("What do you need to stay safe?")


async def test_every_step_can_be_skipped_and_gone_back_to(user: User, made: Opened) -> None:
    await user.open("/en/start?step=3")
    for heading in ("What helps me", "My early signs", "What makes things worse", "People I don't want called"):
        user.find("Skip").click()
        await user.should_see(heading)
    user.find("Skip").click()
    await user.should_see("My recovery words")
    user.find("Back").click()
    await user.should_see("People I don't want called")


async def test_pauses_while_a_number_is_typed_leave_no_earlier_texts(
    user: User, made: Opened, access: PlanAccess
) -> None:
    await user.open("/en/start?step=3")
    await types(user, "Name", "Mum", known="")
    before = ""
    for number in ("077", "07700", "07700 900112"):
        await types(user, "Number", number, known=before, goes_on=bool(before))
        before = number
    (contact,) = access.open(made.cookie).plan.entries("contacts")
    assert contact.now.content["phones"] == [{"number": "07700 900112", "for": ["call"]}]
    assert [text.content for text in contact.earlier] == [{"name": "Mum"}]


async def types(user: User, label: str, value: str, *, known: str, goes_on: bool = False) -> None:
    """What a field sends after a pause in the typing, and the wait for its answer."""
    field = next(one for one in user.find(kind=KeptText).elements if one.props["label"] == label)
    token = int(field.props.get("answer", {}).get("token", 0)) + 1
    sent = {"token": token, "value": value, "known": [known], "goesOn": goes_on}
    UserInteraction(user, {field}, None).trigger("save", sent)
    for _ in range(1000):
        if field.props.get("answer", {}).get("token") == token:
            break
        await asyncio.sleep(0.01)
    assert field.props["answer"]["state"] == "saved"


async def test_without_a_known_line_nobody_is_still_an_answer(user: User, made: Opened) -> None:
    await user.open("/en/start?step=3")
    user.find("Nobody right now").click()
    await user.should_see("What helps me")


async def test_without_a_cookie_one_calm_page_leads_on(user: User, desk: Desk) -> None:
    await user.open("/en/start")
    await user.should_see("There is no plan on this phone yet.")
    await user.should_see("Go to my plan")


async def test_a_device_that_was_removed_sees_nothing(user: User, made: Opened, access: PlanAccess) -> None:
    access.delete(made.cookie)
    await user.open("/en/start?step=4")
    await user.should_see("That does not open a plan here.")
    await user.should_not_see("What helps me")


async def test_the_recovery_words_on_the_page_open_the_plan(user: User, made: Opened, access: PlanAccess) -> None:
    await user.open("/en/start?step=8")
    await user.should_see("Whoever has these words can read everything.")
    await user.should_see("Later")
    user.find("Show my words").click()
    await user.should_see("Your 13 words")
    await user.should_see("I have written them down")
    shown = sorted(user.find(kind=Words).elements, key=lambda element: element.id)
    words = [element.text for element in shown if "data-word" in element.props]
    assert access.recover(" ".join(words)).plan.id == made.plan.id


async def test_making_words_anew_is_a_choice(user: User, made: Opened, access: PlanAccess) -> None:
    code = access.make_recovery_code(made.cookie)
    await user.open("/en/start?step=8")
    await user.should_see("The old ones work until you have written down new ones.")
    assert access.recover(code).plan.id == made.plan.id


async def test_older_words_work_until_the_new_ones_are_written_down(
    user: User, made: Opened, access: PlanAccess
) -> None:
    former = access.make_recovery_code(made.cookie)
    await user.open("/en/start?step=8")
    user.find("Make new words").click()
    await user.should_see("My older words work until I say that I have written these down.")
    shown = sorted(user.find(kind=Words).elements, key=lambda element: element.id)
    code = " ".join(element.text for element in shown if "data-word" in element.props)
    user.find("I have written them down").click()
    async with asyncio.timeout(10):
        while not has_kept(await asyncio.to_thread(access.look, made.cookie)):
            pass
    with pytest.raises(NotAllowed):
        access.recover(former)
    assert access.recover(code).plan.id == made.plan.id


async def test_the_plans_own_page_says_when_older_words_stop_working(
    user: User, made: Opened, access: PlanAccess
) -> None:
    former = access.make_recovery_code(made.cookie)
    await user.open(f"/en/abcdefgh/edit/{part_address('recovery')}")
    user.find("Make new words").click()
    await user.should_see("Your 13 words")
    user.find("I have written them down").click()
    await user.should_see("These are my words now. Older words no longer work.")
    with pytest.raises(NotAllowed):
        access.recover(former)


async def test_older_words_that_were_typed_meanwhile_go_on_and_the_page_says_so(
    user: User, made: Opened, access: PlanAccess
) -> None:
    former = access.make_recovery_code(made.cookie)
    await user.open(f"/en/abcdefgh/edit/{part_address('recovery')}")
    user.find("Make new words").click()
    await user.should_see("Your 13 words")
    access.recover(former)
    user.find("I have written them down").click()
    await user.should_see("These are my words now. My older words go on working for 7 days.")
    assert access.recover(former).plan.id == made.plan.id


PART = "Which part of the country are you in?"


async def test_the_region_is_asked_where_the_countrys_lines_differ(
    user: User, made: Opened, access: PlanAccess
) -> None:
    access.change(made.cookie, [parse_change(setting("region", "GB"))])
    await user.open("/en/start?step=1")
    await user.should_see(PART)
    await user.should_see("Part of the country")
    user.find("Next").click()
    await user.should_see("Does anyone else pick up this phone?")


async def test_the_region_is_not_asked_where_all_lines_serve_the_country(
    user: User, made: Opened, access: PlanAccess
) -> None:
    access.change(made.cookie, [parse_change(setting("region", "IE"))])
    await user.open("/en/start?step=1")
    await user.should_see("Which country are you in?")
    await user.should_not_see("Part of the country")


@pytest.mark.parametrize(("country", "is_asked"), [("GB", True), ("US", False)])
async def test_the_page_about_the_phone_asks_for_the_region(
    user: User, made: Opened, access: PlanAccess, country: str, is_asked: bool
) -> None:
    access.change(made.cookie, [parse_change(setting("region", country))])
    await user.open(f"/en/abcdefgh/edit/{part_address('settings')}")
    await user.should_see("Country, for crisis lines and the emergency number")
    await (user.should_see if is_asked else user.should_not_see)("Part of the country")
