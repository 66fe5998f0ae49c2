"""The list of devices: names, taking one off for a reason, and what follows for the device and for copies."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import editor, sharing
from tests.browser.conftest import Phone
from tests.browser.test_pocket_code import enter
from tests.browser.test_removed import left
from tests.conftest import Holder, Server

WORDS = "Count the chimneys"


@pytest.fixture
def owner(phone: Phone, shared_server: Server, holder: Holder) -> Page:
    """The owner's first device, with a person to call and a step."""
    holder.add("contacts", name="Grace", phones=[{"number": "07700 900112", "for": ["call"]}])
    holder.add("contacts", name="Amadou", phones=[{"number": "07700 900113", "for": ["call"]}])
    holder.add("coping", text=WORDS)
    phone.context.add_cookies(holder.cookies)
    return phone.page


@pytest.fixture
def second(owner: Page, phone: Phone, shared_server: Server, holder: Holder, new_phone: Callable[..., Phone]) -> Phone:
    """Another device, to which the recovery words have brought the plan."""
    page = editor.go(phone, shared_server, holder, "recovery")
    page.get_by_role("button", name="Show my words").click()
    expect(page.locator("[data-word]")).to_have_count(13)
    code = " ".join(page.locator("[data-word]").all_inner_texts())
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("These are my words now.")).to_be_visible()
    shared_server.words[holder.slot] = code
    other = new_phone()
    other.forgive("410", "401")
    other.page.goto(f"{shared_server.url}/#code")
    enter(other.page, code)
    expect(other.page.locator("#plan").get_by_text(WORDS).first).to_be_visible()
    expect(other.page.locator("[data-readable]")).to_be_visible()
    return other


def invite(page: Page, server: Server, holder: Holder) -> None:
    page.goto(f"{server.url}/en/{holder.slot}/helpers")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_label("Their name").fill("Sam")
    page.get_by_label("What they call you").fill("Ada")
    page.get_by_label("My recovery words").fill(server.words[holder.slot])
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_text("Invited. The code works until")).to_be_visible()


def row(page: Page, name: str) -> Locator:
    return page.locator(".pp-copy", has=page.get_by_role("heading", name=name, exact=True))


def take_off(page: Page, name: str, why: str) -> None:
    row(page, name).get_by_role("button", name="Take it off").click()
    expect(page.get_by_role("heading", name=f"Why does {name} leave your plan?")).to_be_focused()
    page.get_by_role("button", name=why).click()
    expect(page.get_by_text(f"Taken off: {name}. It can’t open your plan any more.")).to_be_visible()
    expect(row(page, name)).to_have_count(0)


def test_devices_are_listed_and_keep_the_names_one_gives_them(
    second: Phone, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = editor.go(phone, shared_server, holder, "devices")
    mine, other = row(page, "This device"), row(page, "Device 2")
    expect(mine.get_by_text("Last used on")).to_be_visible()
    expect(other.get_by_text("Added on")).to_be_visible()
    expect(mine.get_by_role("button", name="Take it off")).to_have_count(0)
    field = other.get_by_label("What I call it")
    field.fill("Mum's tablet")
    editor.saved(field)
    page.reload()
    expect(row(page, "Mum's tablet")).to_be_visible()
    seen = editor.go(second, shared_server, Holder(client=holder.client, made={"slot": "mine"}), "devices")
    expect(row(seen, "Mum's tablet").get_by_text("This device")).to_be_visible()


def test_each_device_says_for_a_week_that_one_was_added(second: Phone, phone: Phone, shared_server: Server) -> None:
    for page in (phone.page, second.page):
        page.goto(shared_server.url)
        expect(page.get_by_text("A device was added on")).to_be_visible()
        expect(page.get_by_text("This plan can be opened on 2 devices.")).to_be_visible()
    for days, is_told in ((7, True), (8, False)):
        page.clock.install()
        page.clock.fast_forward(days * 86_400_000)
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_text("A device was added on")).to_have_count(int(is_told))


def test_device_that_was_given_away_clears_itself_and_asks_for_nothing(
    second: Phone, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = editor.go(phone, shared_server, holder, "devices")
    take_off(page, "Device 2", "I gave it away or replaced it")
    expect(page.get_by_role("heading", name="What else you can do now")).to_have_count(0)
    expect(page.get_by_text("If your recovery words were on it or near it, make new ones.")).to_be_visible()
    expect(page.get_by_role("link", name="Make new recovery words")).to_be_visible()
    gone = second.page
    gone.reload()
    expect(gone.get_by_role("button", name="Make my plan (3 minutes)")).to_be_visible()
    assert {**left(gone), "workers": 0} == {"plan": False, "pending": 0, "caches": [], "workers": 0, "removal": None}
    assert second.context.cookies() == []
    gone.reload()
    expect(gone.get_by_text("This plan is no longer on this device")).to_have_count(0)
    assert holder.read()["devices"] == 1


def test_device_that_was_taken_off_offers_its_unsent_words_first(
    second: Phone, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    other = second.page
    other.context.set_offline(True)
    second.forgive("ERR_INTERNET_DISCONNECTED")
    other.get_by_role("button", name="Add to another part").click()
    other.locator("#view [data-act=change][data-section=coping]").click()
    other.get_by_role("textbox").fill("Written on the bus")
    other.get_by_role("button", name="Add", exact=True).click()
    expect(other.get_by_role("button", name="Written on the bus")).to_be_visible()
    take_off(editor.go(phone, shared_server, holder, "devices"), "Device 2", "I gave it away or replaced it")
    other.context.set_offline(False)
    expect(other.get_by_role("heading", name="Your plan is no longer on this phone")).to_be_visible(timeout=30_000)
    expect(other.get_by_label("These words from this phone were not sent yet")).to_have_value("Written on the bus")
    other.get_by_role("button", name="Clear this phone").click()
    expect(other.get_by_role("button", name="Make my plan (3 minutes)")).to_be_visible()
    assert "Written on the bus" not in str(holder.read())


def test_after_a_loss_copies_are_stopped_and_new_words_are_offered(
    second: Phone, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    links = [sharing.make(sharing.go(phone, shared_server, holder), name) for name in ("Grace", "Amadou")]
    invite(phone.page, shared_server, holder)
    page = editor.go(phone, shared_server, holder, "devices")
    take_off(page, "Device 2", "It is lost, stolen, or someone else has it")
    expect(page.get_by_role("heading", name="What else you can do now")).to_be_focused()
    page.reload()  # as after the screen was dark, while words were written down
    page.wait_for_function("() => window.did_handshake === true")
    expect(page.get_by_text("Taken off: Device 2. It can’t open your plan any more.")).to_be_visible()
    expect(page.get_by_role("heading", name="What else you can do now")).to_be_visible()
    expect(page.get_by_label("Grace", exact=True)).to_be_checked()
    page.get_by_label("Amadou", exact=True).uncheck()
    page.get_by_role("button", name="Stop these copies").click()
    expect(page.get_by_text("Stopped. If you want, give new copies to: Grace")).to_be_visible()
    assert [sharing.ask(link).status_code for link in links] == [410, 200]
    expect(page.get_by_text("Sam was invited. That still works.")).to_be_visible()
    ends = page.get_by_role("link", name="See them, and end what I don’t want")
    expect(ends).to_have_attribute("href", f"/en/{holder.slot}/helpers")
    expect(page.get_by_text("Whoever has it may know your words. They stop working when you have")).to_be_visible()
    page.get_by_role("button", name="Make new words").click()
    expect(page.locator("[data-word]")).to_have_count(13)
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("These are my words now. Older words no longer work.")).to_be_visible()
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_role("heading", name="What else you can do now")).to_have_count(0)
    page.reload()
    expect(row(page, "This device")).to_be_visible()
    expect(page.get_by_role("heading", name="What else you can do now")).to_have_count(0)
    page.goto(shared_server.url)
    expect(page.get_by_text("A device was added on")).to_be_visible()


def test_words_that_a_lost_device_made_are_gone_and_new_ones_come_first(
    second: Phone, phone: Phone, shared_server: Server, holder: Holder, new_phone: Callable[..., Phone]
) -> None:
    there = editor.go(second, shared_server, Holder(client=holder.client, made={"slot": "mine"}), "recovery")
    there.get_by_role("button", name="Make new words").click()
    expect(there.locator("[data-word]")).to_have_count(13)
    theirs = " ".join(there.locator("[data-word]").all_inner_texts())
    there.get_by_role("button", name="I have written them down").click()
    expect(there.get_by_text("These are my words now.")).to_be_visible()
    page = editor.go(phone, shared_server, holder, "devices")
    take_off(page, "Device 2", "It is lost, stolen, or someone else has it")
    expect(page.get_by_text("Words that were made on it stopped working.")).to_be_visible()
    page.get_by_role("button", name="Show my words").click()
    expect(page.locator("[data-word]")).to_have_count(13)
    thief = new_phone()
    thief.forgive("401")
    thief.page.goto(f"{shared_server.url}/#code")
    enter(thief.page, theirs)
    expect(thief.page.get_by_role("alert")).to_be_visible()
    assert thief.context.cookies() == []
